package hubbub.text;

import static java.util.stream.Collectors.joining;

import com.google.common.net.InternetDomainName;
import com.ibm.icu.text.IDNA;
import com.ibm.icu.text.Normalizer2;
import java.lang.Character.UnicodeScript;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Finds the host names in a text: in links, and bare ones like `example.com`, however their
/// letters and dots are written. Any thread.
///
/// A bare name counts only below the public suffixes that people write as addresses: `done.so` and
/// `readme.md` are none, `www.done.so` and `done.so/x` are. Neither are suffixes that people write
/// as words after a full stop without a space: `vale.es verdad`, `люблю Москву.Москва`. An
/// ideographic full stop ends sentences, so it is a dot only within ASCII, or behind a scheme. What
/// follows an `@` is an email address, unless the word began as a link.
public final class HostNames {
  /// Mathematical and circled letters, and wide ones, are plain letters in an address.
  private static final Normalizer2 AS_BROWSERS_READ = Normalizer2.getNFKCInstance();

  private static final int LONGEST = 253;
  private static final String SCHEME = "://";
  private static final String WWW = "www.";

  /// Latin letters that hardly any language writes, and that look like other ones, besides phonetic
  /// letters and most small capitals.
  private static final String DISGUISES = "\u0185\u01a8\u01bd\u01c0\u0237\ua730\ua731\ua7af";

  private static final int FIRST_PHONETIC = 0x250;
  private static final int LAST_PHONETIC = 0x1dbf;

  private static final String PUNYCODE = "xn--";
  private static final char FULL_STOP = 0x3002;

  /// As browsers show names (UTS #46).
  private static final IDNA NAMES = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_UNICODE);

  /// The top-level domains of bare names. Without those that are words of a big language, such as
  /// `at`, `de` and `my`.
  private static final Set<String> BARE =
      Set.of(
          ("com net org info biz edu gov tv cc xyz top shop site online store club link click app dev"
                  + " page web website space live stream chat bet casino win vip icu buzz blog tech"
                  + " ru cn jp kr tw hk ch fr pt nl pl cz dk fi br mx ar cl uk nz tr ua kz ro hu gr"
                  + " vn th ph sg ng")
              .split(" "));

  private HostNames() {}

  /// A host: its name in lower case, and the domain that somebody has registered for it.
  /// `isLookAlike` if letters of other scripts, or phonetic ones, make it look like another name.
  public record Host(String name, String domain, boolean isLookAlike) {}

  /// The hosts in a text, in their order.
  public static List<Host> in(String written) {
    return read(AS_BROWSERS_READ.normalize(written));
  }

  /// The hosts in a normalized text. Looks at each character a few times at most, whatever the
  /// text.
  static List<Host> read(CharSequence text) {
    List<Host> hosts = new ArrayList<>();
    int length = text.length();
    boolean isInLink = false; // whether the word had a scheme so far
    int at = 0;
    while (at < length) {
      int from = at;
      while (at < length && isPart(text.charAt(at))) {
        at++;
      }
      if (at > from) {
        addBare(text, from, at, isInLink, hosts);
      } else if (isScheme(text, at)) {
        isInLink = true;
        at = addLinked(text, at + SCHEME.length(), hosts);
      } else {
        isInLink &= !Character.isWhitespace(text.charAt(at));
        at++;
      }
    }
    return hosts;
  }

  /// Whether a text without such characters has no host in it: dots and colons, and what becomes
  /// one as browsers read it.
  public static boolean isHint(char c) {
    return c <= 0x7f
        ? c == '.' || c == ':'
        : switch (c) {
          case 0x2024, 0x2025, 0x2026, 0x2a74, 0x3002, 0x33c2, 0x33c7, 0x33d8 -> true;
          case 0xfe12, 0xfe13, 0xfe19, 0xfe30, 0xfe52, 0xfe55, 0xff0e, 0xff1a, 0xff61 -> true;
          case 0xdd00 -> true; // the second half of a digit with a full stop
          default -> c >= 0x2488 && c <= 0x249b;
        };
  }

  /// The one form of a domain that may be written in several: `müller.de`, `xn--mller-kva.de`.
  /// Names are in lower case.
  public static String canonical(String name) {
    String read = AS_BROWSERS_READ.normalize(name);
    if (!read.contains(PUNYCODE)) {
      return read;
    }
    return Stream.of(read.split("\\.", -1)).map(HostNames::shown).collect(joining("."));
  }

  /// What is wrong with one label says nothing about the others.
  private static String shown(String label) {
    if (!label.startsWith(PUNYCODE)) {
      return label;
    }
    IDNA.Info info = new IDNA.Info();
    String shown = NAMES.labelToUnicode(label, new StringBuilder(), info).toString();
    return info.hasErrors() ? label : shown;
  }

  /// The domain that somebody means who writes only that: `example.org`, or an address that was
  /// copied from a browser. In lower case, without `www.`; empty if it is none.
  public static Optional<String> domainIn(String written) {
    String text = written.strip();
    List<Host> hosts = in(text.contains(SCHEME) ? text : "https" + SCHEME + text);
    boolean isOne = hosts.size() == 1 && text.chars().noneMatch(Character::isWhitespace);
    return isOne && !text.startsWith("/")
        ? Optional.of(hosts.getFirst().name()).map(HostNames::withoutWww)
        : Optional.empty();
  }

  private static String withoutWww(String name) {
    String rest = name.startsWith(WWW) ? name.substring(WWW.length()) : "";
    return rest.contains(".") ? rest : name;
  }

  /// What a name looks like: the same for all that people may confuse.
  public static String look(String name) {
    return Looks.skeleton(name);
  }

  private static boolean isPart(char c) {
    return c <= 0x7f
        ? (c >= 'a' && c <= 'z')
            || (c >= '0' && c <= '9')
            || (c >= 'A' && c <= 'Z')
            || c == '.'
            || c == '-'
        : isDot(c) || Character.isLetterOrDigit(c) || isUnseenOrMark(c);
  }

  private static boolean isDot(char c) {
    return c == '.' || c == FULL_STOP; // the others have become one of these
  }

  private static boolean isUnseenOrMark(char c) {
    return switch (Character.getType(c)) {
      case Character.FORMAT, Character.NON_SPACING_MARK -> true;
      default -> false;
    };
  }

  private static void addBare(
      CharSequence text, int from, int to, boolean isInLink, List<Host> hosts) {
    String name = name(text, from, to);
    if (name.length() > LONGEST || name.indexOf('.') < 0 || isProse(text, from, to)) {
      return;
    }
    boolean isExplicit = name.startsWith(WWW) || name.contains(PUNYCODE) || hasPath(text, to);
    boolean isMail = from > 0 && text.charAt(from - 1) == '@' && !isInLink;
    if (isExplicit || !isMail) {
      host(canonical(name), isExplicit).ifPresent(hosts::add);
    }
  }

  /// Adds the host of the link whose authority begins there, as browsers find it: whatever letters
  /// it is written with, it is what follows the last `@`, without a port.
  ///
  /// @return where the authority ends
  private static int addLinked(CharSequence text, int from, List<Host> hosts) {
    int start = from;
    while (start < text.length() && isSlash(text.charAt(start))) {
      start++;
    }
    int end = start;
    while (end < text.length() && !endsAuthority(text.charAt(end))) {
      end++;
    }
    String authority = text.subSequence(start, end).toString();
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    addHosts(decoded(withoutPort(host)), hosts);
    return end;
  }

  /// Adds the first name in there, whatever it is, and all domains: what follows a comma may be
  /// text without a space, or the rest of the host.
  private static void addHosts(String host, List<Host> hosts) {
    int before = hosts.size();
    int at = 0;
    while (at < host.length()) {
      int from = at;
      while (at < host.length() && isPartOfLink(host.charAt(at))) {
        at++;
      }
      String name = canonical(name(host, from, at));
      if (!name.isEmpty() && name.length() <= LONGEST) {
        host(name, true)
            .or(() ->
                hosts.size() == before
                    ? Optional.of(new Host(name, name, false))
                    : Optional.empty())
            .ifPresent(hosts::add);
      }
      at++;
    }
  }

  private static boolean isPartOfLink(char c) {
    return isPart(c) || "_[:]".indexOf(c) >= 0;
  }

  private static boolean isSlash(char c) {
    return c == '/' || c == '\\';
  }

  private static boolean endsAuthority(char c) {
    return isSlash(c) || "?#\"<>".indexOf(c) >= 0 || Character.isWhitespace(c);
  }

  private static String decoded(String host) {
    if (host.indexOf('%') < 0) {
      return host;
    }
    try {
      return AS_BROWSERS_READ.normalize(
          URLDecoder.decode(host.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) { // no browser follows such a link
      return host;
    }
  }

  private static String withoutPort(String host) {
    int end = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':'); // IPv6
    return end > 0 ? host.substring(0, end) : host;
  }

  private static boolean isScheme(CharSequence text, int at) {
    if (at < 0 || at + SCHEME.length() > text.length()) {
      return false;
    }
    for (int i = 0; i < SCHEME.length(); i++) {
      if (text.charAt(at + i) != SCHEME.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// Whether these are sentences, with a full stop between them that stands in no address.
  private static boolean isProse(CharSequence text, int from, int to) {
    boolean hasStop = false;
    boolean isForeign = false;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      hasStop |= c == FULL_STOP;
      isForeign |= c > 0x7f && c != FULL_STOP && Character.getType(c) != Character.FORMAT;
    }
    return hasStop && isForeign;
  }

  /// Whether a path follows, perhaps behind a port.
  private static boolean hasPath(CharSequence text, int at) {
    int end = at;
    if (end < text.length() && text.charAt(end) == ':') {
      do {
        end++;
      } while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9');
    }
    return end < text.length() && text.charAt(end) == '/';
  }

  /// In lower case, with plain dots, without what is invisible and dots at the ends.
  private static String name(CharSequence text, int from, int to) {
    StringBuilder name = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (isDot(c)) {
        name.append('.');
      } else if (Character.getType(c) != Character.FORMAT) {
        name.append(c);
      }
    }
    int start = 0;
    int end = name.length();
    while (start < end && name.charAt(start) == '.') {
      start++;
    }
    while (end > start && name.charAt(end - 1) == '.') {
      end--;
    }
    return name.substring(start, end).toLowerCase(Locale.ROOT);
  }

  private static Optional<Host> host(String name, boolean isExplicit) {
    boolean isAscii = isAscii(name);
    String look = isAscii ? name : plain(name);
    boolean isLookAlike =
        !isAscii && name.codePoints().anyMatch(HostNames::isForeign) && isAscii(look(name));
    String real = isLookAlike ? look : name;
    return isDomain(real) && (isExplicit || isBare(real))
        ? Optional.of(new Host(name, domain(real), isLookAlike))
        : Optional.empty();
  }

  /// Whether that is a letter of another script than Latin, or a Latin one that people write for
  /// its looks. What languages write, such as `ı`, `æ` and `œ`, is neither, though it has a double.
  private static boolean isForeign(int c) {
    return switch (UnicodeScript.of(c)) {
      case COMMON, INHERITED -> false;
      case LATIN -> DISGUISES.indexOf(c) >= 0 || (c >= FIRST_PHONETIC && c <= LAST_PHONETIC);
      default -> true;
    };
  }

  private static boolean isDomain(String name) {
    return InternetDomainName.isValid(name)
        && InternetDomainName.from(name).isUnderRegistrySuffix();
  }

  private static String domain(String name) {
    return InternetDomainName.from(name).topDomainUnderRegistrySuffix().toString();
  }

  private static boolean isBare(String name) {
    return BARE.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7f) {
        return false;
      }
    }
    return true;
  }

  /// With Latin letters for all that look like them.
  private static String plain(String name) {
    StringBuilder plain = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c <= 0x7f) {
        plain.append(c);
      } else {
        plain.append(Folding.lettersOf(name, i));
      }
    }
    return plain.toString();
  }
}
