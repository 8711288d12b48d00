package hubbub.app;

import hubbub.identity.TokenAlgorithm;
import hubbub.identity.TopicPattern;
import hubbub.session.guard.Rate;
import hubbub.topic.AddressPrefix;
import hubbub.topic.Rank;
import hubbub.topic.TopicName;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The types of settings, each with a parser for its text.
final class SettingTypes {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final Pattern BYTES = Pattern.compile("(\\d{1,9})(B|KiB|MiB)?");
  private static final Pattern RATE = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?)/(s|m)");

  private static final Pattern DATABASE =
      Pattern.compile("jdbc:sqlite:[^:?]+|jdbc:postgresql://\\S+");
  private static final Pattern CREDENTIALS =
      Pattern.compile("[?&](?:user|\\w*password)=|@", Pattern.CASE_INSENSITIVE);

  private SettingTypes() {}

  /// A secret of at least `bytes` bytes; none by default.
  static Setting<String> secret(String name, int bytes, String about) {
    return new Setting<>(
        name,
        "",
        "at least " + bytes + " bytes, as `openssl rand -hex 32` makes them",
        text -> {
          int length = text.getBytes(StandardCharsets.UTF_8).length;
          if (length > 0 && length < bytes) {
            throw new IllegalArgumentException("too short");
          }
          return text;
        },
        about);
  }

  /// Any text.
  static Setting<String> text(String name, String fallback, String about) {
    return new Setting<>(name, fallback, "a text", text -> text, about);
  }

  /// The URL of a database. Users and passwords are settings of their own: URLs are shown.
  static Setting<String> database(String name, String fallback, String about) {
    return new Setting<>(
        name,
        fallback,
        "jdbc:sqlite:<file> or jdbc:postgresql://<host>/<database>, without user and password",
        text -> {
          if (!DATABASE.matcher(text).matches() || CREDENTIALS.matcher(text).find()) {
            throw new IllegalArgumentException("not a database");
          }
          return text;
        },
        about);
  }

  /// Ways of signing tokens, separated by commas; none by default.
  static Setting<Set<TokenAlgorithm>> algorithms(String name, String about) {
    return new Setting<>(
        name,
        "",
        "HS256, RS256, ES256, EdDSA, or several of these with commas",
        text ->
            words(text)
                .map(word ->
                    TokenAlgorithm.of(word).orElseThrow(() -> new IllegalArgumentException(word)))
                .collect(Collectors.toUnmodifiableSet()),
        about);
  }

  /// Topics and kinds of topics, separated by commas.
  static Setting<List<TopicPattern>> topics(String name, String fallback, String about) {
    return new Setting<>(
        name,
        fallback,
        "*, topics like room:lobby, kinds like room:* (no colon in a kind), or several of these with"
            + " commas",
        text -> words(text).map(SettingTypes::topics).toList(),
        about);
  }

  private static TopicPattern topics(String text) {
    boolean isPattern =
        text.equals("*") || text.matches("[^:]+:\\*") || TopicName.parse(text).isPresent();
    if (!isPattern) {
      throw new IllegalArgumentException(text);
    }
    return new TopicPattern(text);
  }

  /// The words between commas; none in an empty text.
  private static Stream<String> words(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(word -> !word.isEmpty());
  }

  /// Where keys may be fetched from: nobody in between can change them. None by default.
  static Setting<Optional<URI>> keysAddress(String name, String about) {
    return new Setting<>(
        name,
        "",
        "an address with https, or http on this machine",
        text -> text.isEmpty() ? Optional.empty() : Optional.of(keysAddress(text)),
        about);
  }

  private static URI keysAddress(String text) {
    URI address = URI.create(text);
    String host = String.valueOf(address.getHost());
    boolean isLocal =
        host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    boolean isSafe =
        "https".equals(address.getScheme()) || ("http".equals(address.getScheme()) && isLocal);
    if (!isSafe || address.getHost() == null || address.getUserInfo() != null) {
      throw new IllegalArgumentException(text);
    }
    return address;
  }

  static Setting<Path> folder(String name, String fallback, String about) {
    return new Setting<>(name, fallback, "a folder", Path::of, about);
  }

  /// A file; none by default.
  static Setting<Optional<Path>> file(String name, String about) {
    return new Setting<>(
        name,
        "",
        "a file",
        text -> text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text)),
        about);
  }

  static Setting<Boolean> flag(String name, String fallback, String about) {
    return new Setting<>(name, fallback, "true or false", SettingTypes::flag, about);
  }

  static Setting<Integer> whole(String name, String fallback, int min, int max, String about) {
    String expected = "a whole number from " + min + " to " + max;
    return new Setting<>(name, fallback, expected, text -> between(min, text, max), about);
  }

  /// A whole number from 1 to `max`, or `word` for none, which is the default.
  static Setting<OptionalInt> wholeOr(String word, String name, int max, String about) {
    return new Setting<>(
        name,
        word,
        word + " or a whole number from 1 to " + max,
        text -> text.equals(word) ? OptionalInt.empty() : OptionalInt.of(between(1, text, max)),
        about);
  }

  static Setting<Duration> duration(String name, String fallback, String about) {
    return new Setting<>(
        name, fallback, "a duration like 500ms, 8s, 10m or 1h", SettingTypes::duration, about);
  }

  /// A duration that is not longer than `longest`.
  static Setting<Duration> duration(String name, String fallback, String longest, String about) {
    Duration most = duration(longest);
    return new Setting<>(
        name,
        fallback,
        "a duration like 500ms or 8s, at most " + longest,
        text -> {
          Duration its = duration(text);
          if (its.compareTo(most) > 0) {
            throw new IllegalArgumentException("too long");
          }
          return its;
        },
        about);
  }

  static Setting<Integer> bytes(String name, String fallback, String about) {
    return new Setting<>(name, fallback, "a size like 128KiB", SettingTypes::bytes, about);
  }

  /// A rate, as a number per second. The burst is a separate setting.
  static Setting<Double> rate(String name, String fallback, String about) {
    return new Setting<>(name, fallback, "a rate like 20/s or 90/m", SettingTypes::rate, about);
  }

  static Setting<Rank> rank(String name, String fallback, String about) {
    return new Setting<>(
        name,
        fallback,
        "guest, member, vip, moderator or owner",
        text ->
            Rank.of(text)
                .filter(rank -> rank != Rank.ADMIN)
                .orElseThrow(IllegalArgumentException::new),
        about);
  }

  static Setting<String> oneOf(String name, List<String> words, String about) {
    return new Setting<>(
        name,
        words.getFirst(),
        String.join(", ", words),
        text ->
            Optional.of(text).filter(words::contains).orElseThrow(IllegalArgumentException::new),
        about);
  }

  /// Address blocks, separated by commas; `loopback` and `none` are accepted too.
  static Setting<List<AddressPrefix>> blocks(String name, String fallback, String about) {
    return new Setting<>(
        name,
        fallback,
        "loopback, none, or addresses like 10.0.0.0/8, ::1",
        SettingTypes::blocks,
        about);
  }

  private static List<AddressPrefix> blocks(String text) {
    return switch (text) {
      case "none" -> List.of();
      case "loopback" -> List.of(AddressPrefix.parse("127.0.0.0/8"), AddressPrefix.parse("::1"));
      default ->
          Arrays.stream(text.split(",")).map(String::strip).map(AddressPrefix::parse).toList();
    };
  }

  static Setting<String> host(String name, String fallback, String about) {
    return new Setting<>(
        name,
        fallback,
        "an address, or localhost",
        text -> text.equals("localhost") ? text : literal(text),
        about);
  }

  /// An IP address to listen on; only an IPv6 address may have a zone.
  private static String literal(String text) {
    return text.indexOf(':') < 0
        ? AddressPrefix.parse(text).toString()
        : InetAddress.ofLiteral(text).getHostAddress();
  }

  static Rate rate(double perSecond, int burst) {
    return new Rate(perSecond, burst);
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static int between(int min, String text, int max) {
    int value = Integer.parseInt(text);
    if (value < min || value > max) {
      throw new IllegalArgumentException(text);
    }
    return value;
  }

  private static Duration duration(String text) {
    Matcher parts = matching(DURATION, text);
    long count = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  private static int bytes(String text) {
    Matcher parts = matching(BYTES, text);
    String unit = parts.group(2) == null ? "B" : parts.group(2);
    int factor = unit.equals("MiB") ? 1 << 20 : unit.equals("KiB") ? 1 << 10 : 1;
    return Math.multiplyExact(Integer.parseInt(parts.group(1)), factor);
  }

  private static double rate(String text) {
    Matcher parts = matching(RATE, text);
    double count = Double.parseDouble(parts.group(1));
    if (count == 0) {
      throw new IllegalArgumentException(text);
    }
    return parts.group(2).equals("s") ? count : count / 60;
  }

  private static Matcher matching(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text);
    }
    return matcher;
  }
}
