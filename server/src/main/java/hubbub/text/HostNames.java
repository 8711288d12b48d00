package hubbub.text;

import com.google.common.net.InternetDomainName;
import com.ibm.icu.text.Normalizer2;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Finds the host names in a text: in links, and bare ones like `example.com`, however their
/// letters and dots are written. Any thread.
///
/// A bare name counts only below the public suffixes that people write as addresses: `done.so` and
/// `readme.md` are none, `www.done.so` and `done.so/x` are. What follows an `@` is an email
/// address, unless the word began as a link.
public final class HostNames {
  /// Mathematical and circled letters, and wide ones, are plain letters in an address.
  private static final Normalizer2 AS_BROWSERS_READ = Normalizer2.getNFKCInstance();

  private static final int LONGEST = 253;
  private static final String SCHEME = "://";
  private static final String WWW = "www.";

  /// The top-level domains of bare names.
  private static final Set<String> BARE =
      Set.of(
          ("com net org info biz edu gov io gg co tv cc xyz top shop site online store club link click"
                  + " app dev page web website space live stream chat bet casino win vip icu buzz"
                  + " blog tech ru su cn jp kr tw hk de at ch fr es pt nl eu pl cz se dk fi br"
                  + " mx ar cl uk au nz ca us tr ir ua by kz ro hu gr vn th id ph sg my za ng")
              .split(" "));

  private HostNames() {}

  /// A host: its name in lower case, and the domain that somebody has registered for it.
  /// `isLookAlike` if letters of other scripts make it look like another name.
  public record Host(String name, String domain, boolean isLookAlike) {}

  /// The hosts in a text, in their order.
  public static List<Host> in(String written) {
    String text = AS_BROWSERS_READ.normalize(written);
    List<Host> hosts = new ArrayList<>();
    int length = text.length();
    int at = 0;
    while (at < length) {
      int from = at;
      while (at < length && isPart(text.charAt(at))) {
        at++;
      }
      if (at > from) {
        add(text, from, at, hosts);
      }
      at = Math.max(at, from + 1);
    }
    return hosts;
  }

  /// The domain that somebody means who writes only that: `example.org`, or an address that was
  /// copied from a browser. In lower case, without `www.`; empty if it is none.
  public static Optional<String> domainIn(String written) {
    String text = written.strip();
    List<Host> hosts = in(text.contains(SCHEME) ? text : "https" + SCHEME + text);
    return hosts.size() == 1 && text.chars().noneMatch(Character::isWhitespace)
        ? Optional.of(hosts.getFirst().name()).map(HostNames::withoutWww)
        : Optional.empty();
  }

  private static String withoutWww(String name) {
    String rest = name.startsWith(WWW) ? name.substring(WWW.length()) : "";
    return rest.contains(".") ? rest : name;
  }

  /// What a name looks like: the same for all that people may confuse.
  public static String look(String name) {
    return Nicks.SPOOFS.getSkeleton(name);
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
    return c == '.' || c == 0x3002 || c == 0xff0e || c == 0xff61;
  }

  private static boolean isUnseenOrMark(char c) {
    return switch (Character.getType(c)) {
      case Character.FORMAT, Character.NON_SPACING_MARK -> true;
      default -> false;
    };
  }

  private static void add(String text, int from, int to, List<Host> hosts) {
    boolean isLink = text.startsWith(SCHEME, from - SCHEME.length());
    String name = name(text, from, to);
    if (name.indexOf('.') < 0 && !isLink) {
      return;
    }
    boolean isExplicit = isLink || name.startsWith(WWW) || hasPath(text, to);
    if (!isExplicit && from > 0 && text.charAt(from - 1) == '@' && !isInLink(text, from)) {
      return;
    }
    if (name.length() <= LONGEST) {
      host(name, isExplicit, isLink).ifPresent(hosts::add);
    }
  }

  /// Whether a path follows, perhaps behind a port.
  private static boolean hasPath(String text, int at) {
    int end = at;
    if (end < text.length() && text.charAt(end) == ':') {
      do {
        end++;
      } while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9');
    }
    return end < text.length() && text.charAt(end) == '/';
  }

  /// Whether the word that `at` is in began with a scheme.
  private static boolean isInLink(String text, int at) {
    int from = at;
    while (from > 0 && !Character.isWhitespace(text.charAt(from - 1))) {
      from--;
    }
    int scheme = text.indexOf(SCHEME, from);
    return scheme >= 0 && scheme < at;
  }

  /// In lower case, with plain dots, without what is invisible and dots at the ends.
  private static String name(String text, int from, int to) {
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

  private static Optional<Host> host(String name, boolean isExplicit, boolean isLink) {
    boolean isAscii = isAscii(name);
    String look = isAscii ? name : plain(name);
    boolean isLookAlike = !isAscii && isAscii(look(name));
    String real = isLookAlike ? look : name;
    if (isDomain(real) && (isExplicit || isBare(real))) {
      return Optional.of(new Host(name, domain(real), isLookAlike));
    }
    return isLink && !name.isEmpty()
        ? Optional.of(new Host(name, name, isLookAlike))
        : Optional.empty();
  }

  private static boolean isDomain(String name) {
    return InternetDomainName.isValid(name)
        && InternetDomainName.from(name).isUnderRegistrySuffix();
  }

  private static String domain(String name) {
    return InternetDomainName.from(name).topDomainUnderRegistrySuffix().toString();
  }

  private static boolean isBare(String name) {
    String top = name.substring(name.lastIndexOf('.') + 1);
    return BARE.contains(top) || top.charAt(0) > 0x7f;
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
      plain.append(c <= 0x7f ? c : Folding.letterOf(c));
    }
    return plain.toString();
  }
}
