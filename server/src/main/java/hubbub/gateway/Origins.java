package hubbub.gateway;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which pages may connect, by origin: the setting `hubbub.origins`. Hubbub's own pages always may,
/// whatever is listed. Any thread.
public record Origins(boolean areAll, List<Allowed> listed) {
  /// Matches every port.
  private static final int ANY_PORT = -1;

  /// Scheme, host and port (RFC 6454 §6.2). In the setting, the host may start with `*.` and the
  /// port may be `*`.
  private static final Pattern ORIGIN =
      Pattern.compile(
          "(?:([a-z][a-z0-9+.-]*)://)?((?:\\*\\.)?[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*|\\[[0-9a-f:.]+\\])"
              + "(?::(\\d{1,5}|\\*))?");

  public Origins {
    listed = List.copyOf(listed);
  }

  /// A pattern of allowed origins. An empty scheme matches every scheme; a host `*.x.y` matches
  /// `x.y` and all its subdomains.
  public record Allowed(String scheme, String host, int port) {
    /// Parses an entry of the setting. Without a port it matches the scheme's default port, or
    /// every port if the scheme is missing too.
    ///
    /// @throws IllegalArgumentException if it is not an origin
    static Allowed parse(String text) {
      Matcher parts = ORIGIN.matcher(text.toLowerCase(Locale.ROOT));
      if (!parts.matches()) {
        throw new IllegalArgumentException(text + " (expected: an origin)");
      }
      String scheme = parts.group(1) == null ? "" : parts.group(1);
      String host = parts.group(2);
      if (scheme.isEmpty() && !host.contains(".") && !host.matches("localhost|\\[.*")) {
        throw new IllegalArgumentException(
            text + " (expected: a scheme, as in http://" + text + ")");
      }
      if (host.startsWith("[")) {
        InetAddress.ofLiteral(host);
      }
      String port = parts.group(3);
      if (port == null) {
        return new Allowed(scheme, host, scheme.isEmpty() ? ANY_PORT : Page.portOf(scheme));
      }
      return new Allowed(scheme, host, port.equals("*") ? ANY_PORT : Page.port(port));
    }

    private boolean allows(Page page) {
      return (scheme.isEmpty() || scheme.equals(page.scheme()))
          && (port == ANY_PORT || port == page.port())
          && Hosts.isHost(host, page.host());
    }
  }

  /// A page's origin.
  private record Page(String scheme, String host, int port) {
    /// @throws IllegalArgumentException if `origin` is not a page's origin
    static Page parse(String origin) {
      Matcher parts = ORIGIN.matcher(origin.toLowerCase(Locale.ROOT));
      if (!parts.matches() || parts.group(1) == null || origin.contains("*")) {
        throw new IllegalArgumentException(origin + " (expected: an origin)");
      }
      String port = parts.group(3);
      return new Page(
          parts.group(1), parts.group(2), port == null ? portOf(parts.group(1)) : port(port));
    }

    /// The scheme's default port; 0 if it has none.
    static int portOf(String scheme) {
      return switch (scheme) {
        case "http" -> 80;
        case "https" -> 443;
        default -> 0;
      };
    }

    static int port(String text) {
      int port = Integer.parseInt(text);
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException(text + " (expected: a port)");
      }
      return port;
    }

    /// Whether this page was served by the server called `host`, which may include a port.
    boolean isOf(String host) {
      try {
        return parse(scheme + "://" + host).equals(this);
      } catch (IllegalArgumentException _) {
        return false;
      }
    }
  }

  /// Parses the setting: a comma-separated list of origins, `same` and `any`.
  ///
  /// @throws IllegalArgumentException if an entry is none of these
  public static Origins parse(String setting) {
    List<String> words = new ArrayList<>(Arrays.asList(setting.strip().split("\\s*,\\s*", -1)));
    boolean areAll = words.contains("any");
    words.removeAll(List.of("same", "any"));
    return new Origins(areAll, words.stream().map(Allowed::parse).toList());
  }

  /// Whether a page of `origin` may connect. `hosts` are the names by which the client calls this
  /// server. If `isSecure`, the client reaches it by TLS, so its own page has come by TLS too.
  public boolean allow(String origin, List<String> hosts, boolean isSecure) {
    if (areAll) {
      return true;
    }
    try {
      Page page = Page.parse(origin);
      return (hosts.stream().anyMatch(page::isOf) && (!isSecure || page.scheme().equals("https")))
          || listed.stream().anyMatch(allowed -> allowed.allows(page));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
