package hubbub.gateway;

import hubbub.session.LocalNames;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// By which names clients may call this server in the header `Host`: the setting `hubbub.hosts`.
/// Addresses and [local names][LocalNames] are always allowed, because no stranger's page can have
/// them as its own. Any other name could be a stranger's that leads here (DNS rebinding): to the
/// browser, that page and this server are the same site. Any thread.
public record Hosts(boolean areAll, List<String> names) {
  private static final Pattern NAME = Pattern.compile("(?:\\*\\.)?[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*");

  private static final Pattern PORT = Pattern.compile(":\\d{0,5}$");

  public Hosts {
    names = List.copyOf(names);
  }

  /// Parses the setting: `local`, `any`, or names with commas; `*.example.org` is the domain and
  /// all below it.
  ///
  /// @throws IllegalArgumentException if an entry is none of these
  public static Hosts parse(String setting) {
    List<String> words =
        Arrays.asList(setting.strip().toLowerCase(Locale.ROOT).split("\\s*,\\s*", -1));
    for (String word : words) {
      if (!NAME.matcher(word).matches()) {
        throw new IllegalArgumentException(word + " (expected: a host's name)");
      }
    }
    return new Hosts(
        words.contains("any"),
        words.stream().filter(word -> !word.equals("any") && !word.equals("local")).toList());
  }

  /// These and the hosts of the pages in `origins`.
  public Hosts and(Origins origins) {
    return new Hosts(
        areAll || origins.areAll(),
        Stream.concat(names.stream(), origins.listed().stream().map(Origins.Allowed::host))
            .toList());
  }

  /// Whether a client may call this server `host`, which may include a port.
  boolean allow(String host) {
    String name =
        PORT.matcher(host.strip().toLowerCase(Locale.ROOT))
            .replaceFirst("")
            .replaceFirst("\\.$", "");
    return areAll
        || isAddress(name)
        || LocalNames.contain(name)
        || names.stream().anyMatch(allowed -> isHost(allowed, name));
  }

  private static boolean isAddress(String name) {
    try {
      InetAddress.ofLiteral(name);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// Whether `allowed`, which may start with `*.`, covers `name`.
  static boolean isHost(String allowed, String name) {
    return allowed.startsWith("*.")
        ? name.equals(allowed.substring(2)) || name.endsWith(allowed.substring(1))
        : name.equals(allowed);
  }
}
