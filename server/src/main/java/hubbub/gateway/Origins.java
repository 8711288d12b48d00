package hubbub.gateway;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Whose pages may connect: the setting `hubbub.origins`. Any thread.
public sealed interface Origins {
  /// Only pages of the server's own host and port.
  record Same() implements Origins {}

  /// Everybody's.
  record Any() implements Origins {}

  /// Pages that match one of these.
  record Listed(List<Pattern> patterns) implements Origins {
    public Listed {
      patterns = List.copyOf(patterns);
    }
  }

  /// Parts of an origin; an absent one matches anything. A host `*.x.y` is `x.y` and all below it.
  record Pattern(Optional<String> scheme, String host, int port) {
    private static final int ANY_PORT = -1;

    static Pattern parse(String text) {
      int slashes = text.indexOf("://");
      Optional<String> scheme =
          slashes < 0
              ? Optional.empty()
              : Optional.of(text.substring(0, slashes)).filter(word -> !word.isEmpty());
      String authority =
          text.substring(slashes < 0 ? text.startsWith("//") ? 2 : 0 : slashes + 3)
              .toLowerCase(Locale.ROOT);
      int colon = authority.lastIndexOf(':');
      boolean hasPort = colon > authority.lastIndexOf(']');
      return new Pattern(
          scheme,
          hasPort ? authority.substring(0, colon) : authority,
          hasPort ? Integer.parseInt(authority.substring(colon + 1)) : ANY_PORT);
    }

    boolean matches(Authority origin) {
      return scheme.filter(word -> !word.equals(origin.scheme())).isEmpty()
          && (port == ANY_PORT || port == origin.port())
          && isHost(origin.host());
    }

    private boolean isHost(String other) {
      return host.startsWith("*.")
          ? other.equals(host.substring(2)) || other.endsWith(host.substring(1))
          : host.equals("*") || host.equals(other);
    }
  }

  /// Scheme, host and port of a page.
  record Authority(String scheme, String host, int port) {
    static Optional<Authority> parse(String origin) {
      try {
        URI uri = URI.create(origin.toLowerCase(Locale.ROOT));
        return uri.getHost() == null || uri.getScheme() == null
            ? Optional.empty()
            : Optional.of(
                new Authority(uri.getScheme(), uri.getHost(), portOf(uri.getScheme(), uri)));
      } catch (IllegalArgumentException _) {
        return Optional.empty();
      }
    }

    private static int portOf(String scheme, URI uri) {
      return uri.getPort() >= 0 ? uri.getPort() : scheme.startsWith("https") ? 443 : 80;
    }
  }

  /// The origins of that setting: `same`, `any`, or a list with commas.
  ///
  /// @throws IllegalArgumentException if it is none of those
  static Origins parse(String setting) {
    return switch (setting.strip()) {
      case "same" -> new Same();
      case "any" -> new Any();
      default ->
          new Listed(
              List.of(setting.split(",")).stream().map(String::strip).map(Pattern::parse).toList());
    };
  }

  /// Whether a page of `origin` may connect to the server that its client calls `host`.
  default boolean allow(String origin, Optional<String> host) {
    Optional<Authority> page = Authority.parse(origin);
    return switch (this) {
      case Any _ -> true;
      case Same _ ->
          page.isPresent()
              && host.flatMap(name -> Authority.parse(page.get().scheme() + "://" + name))
                  .equals(page);
      case Listed listed ->
          page.isPresent()
              && listed.patterns().stream().anyMatch(pattern -> pattern.matches(page.get()));
    };
  }

  /// The origin as it may stand in a log.
  static String printable(String origin) {
    String cut = origin.substring(0, Math.min(origin.length(), 100));
    return cut.replaceAll("[^\\x21-\\x7e]", "?");
  }
}
