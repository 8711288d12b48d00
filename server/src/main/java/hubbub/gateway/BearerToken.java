package hubbub.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The token that a client brings to its handshake: as phoenix.js's `authToken`, which travels as a
/// subprotocol, or as `token` in the query.
final class BearerToken {
  private static final String PREFIX = "base64url.bearer.phx.";

  /// Stands for what is no single token; no issuer has signed it.
  private static final String NONE = "";

  private BearerToken() {}

  /// Whether that subprotocol stands for a token.
  static boolean isIn(String subprotocol) {
    return subprotocol.startsWith(PREFIX);
  }

  /// The token in these subprotocols, or else in those parameters of the query. Empty if there is
  /// none. If there are several, or it is not in base64, the text is no token: whoever meant to
  /// bring one must not become a guest.
  static Optional<String> of(List<String> subprotocols, List<String> params) {
    List<String> found =
        subprotocols.stream()
            .filter(BearerToken::isIn)
            .map(offer -> decoded(offer.substring(PREFIX.length())))
            .toList();
    return found.isEmpty() ? single(params) : single(found);
  }

  private static Optional<String> single(List<String> found) {
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(found.size() == 1 ? found.getFirst() : NONE);
  }

  /// Both alphabets of RFC 4648, padded or not: phoenix.js uses the one, its name says the other.
  private static String decoded(String base64) {
    try {
      String standard = base64.replace('-', '+').replace('_', '/');
      return new String(Base64.getDecoder().decode(standard), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return NONE;
    }
  }
}
