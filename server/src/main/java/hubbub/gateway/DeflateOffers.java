package hubbub.gateway;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Parses the permessage-deflate offers in `Sec-WebSocket-Extensions` and picks one (RFC 7692 §5,
/// §7.1). Pure functions.
final class DeflateOffers {
  private static final String NAME = "permessage-deflate";
  private static final String TERMS =
      NAME + "; server_no_context_takeover; client_no_context_takeover";

  /// The only window size a client may ask of the server: Java's deflater has no other.
  private static final String WIDEST_WINDOW = "server_max_window_bits=15";

  private static final Pattern BITS = Pattern.compile("[89]|1[0-5]");

  private DeflateOffers() {}

  /// The response header for the first acceptable offer; empty if there is none. `lines` are the
  /// lines of the request header. Neither side keeps its context from one message to the next.
  static Optional<String> answer(List<String> lines) {
    return lines.stream()
        .flatMap(line -> Arrays.stream(line.split(",")))
        .map(DeflateOffers::params)
        .filter(params -> params.getFirst().equals(NAME))
        .map(params -> params.subList(1, params.size()))
        .filter(DeflateOffers::isAcceptable)
        .findFirst()
        .map(params -> params.contains(WIDEST_WINDOW) ? TERMS + "; " + WIDEST_WINDOW : TERMS);
  }

  /// The extension's name, then its parameters, each as `name` or `name=value`.
  private static List<String> params(String offer) {
    return Arrays.stream(offer.split(";", -1)).map(DeflateOffers::param).toList();
  }

  private static String param(String text) {
    int equals = text.indexOf('=');
    return equals < 0
        ? text.strip()
        : text.substring(0, equals).strip() + "=" + unquoted(text.substring(equals + 1).strip());
  }

  private static String unquoted(String value) {
    boolean isQuoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return isQuoted ? value.substring(1, value.length() - 1) : value;
  }

  private static boolean isAcceptable(List<String> params) {
    Set<String> seen = new HashSet<>();
    return params.stream().allMatch(param -> isKnown(param) && seen.add(param.split("=", 2)[0]));
  }

  private static boolean isKnown(String param) {
    return switch (param) {
      case "server_no_context_takeover",
          "client_no_context_takeover",
          "client_max_window_bits",
          WIDEST_WINDOW ->
          true;
      default -> isClientWindow(param);
    };
  }

  private static boolean isClientWindow(String param) {
    String prefix = "client_max_window_bits=";
    return param.startsWith(prefix) && BITS.matcher(param.substring(prefix.length())).matches();
  }
}
