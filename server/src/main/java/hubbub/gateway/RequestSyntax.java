package hubbub.gateway;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// Rejects requests that are not valid HTTP/1 (RFC 9112), whatever they ask for. A pure function.
final class RequestSyntax {
  private RequestSyntax() {}

  /// The refusal of a malformed request; empty if it is well-formed.
  static Optional<HandshakePolicy.Refused> refusalOf(HttpRequest request) {
    if (request.decoderResult().isFailure()) {
      return Optional.of(
          switch (request.decoderResult().cause()) {
            case TooLongHttpLineException _ ->
                refused(HttpResponseStatus.REQUEST_URI_TOO_LONG, "The address is too long.");
            case TooLongHttpHeaderException _ ->
                refused(
                    HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                    "The headers are too long.");
            default -> refused(HttpResponseStatus.BAD_REQUEST, "This is not HTTP.");
          });
    }
    if (request.protocolVersion().majorVersion() != 1) {
      return Optional.of(refused(HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED, "Use HTTP/1.1."));
    }
    int hosts = request.headers().getAll(HttpHeaderNames.HOST).size();
    boolean mustHaveHost = request.protocolVersion().equals(HttpVersion.HTTP_1_1);
    return hosts > 1 || (hosts == 0 && mustHaveHost)
        ? Optional.of(
            refused(HttpResponseStatus.BAD_REQUEST, "There must be exactly one Host header."))
        : Optional.empty();
  }

  /// The refusal of a request whose address is not a URI (RFC 3986); empty if it is one. The HTTP
  /// server would take such a request for one for `/`.
  static Optional<HandshakePolicy.Refused> addressRefusalOf(HttpRequest request) {
    try {
      new URI(request.uri());
      return Optional.empty();
    } catch (URISyntaxException _) {
      return Optional.of(refused(HttpResponseStatus.BAD_REQUEST, "The address is not a URI."));
    }
  }

  private static HandshakePolicy.Refused refused(HttpResponseStatus status, String detail) {
    return new HandshakePolicy.Refused(status, detail);
  }
}
