package hubbub.gateway;

import hubbub.topic.Reason;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The heads of answers on a connection that is out of HTTP: of an event stream, and of a refusal.
/// A stream has no length and no chunks: it ends with its connection, so that the bytes of an event
/// are the same for all readers. Pure functions.
final class EventAnswers {
  private static final String STREAM =
      """
      HTTP/1.1 200 OK
      Content-Type: text/event-stream
      Cache-Control: no-store
      X-Accel-Buffering: no
      X-Content-Type-Options: nosniff
      Connection: close
      """;

  private EventAnswers() {}

  /// The head of a stream. `origin` is the page on another site that may read it, if any.
  static byte[] head(Optional<String> origin) {
    String sharing =
        origin.map(it -> "Access-Control-Allow-Origin: " + it + "\nVary: Origin\n").orElse("");
    return bytes(STREAM + sharing + "\n");
  }

  /// A whole answer: there is no such topic, which `reason` says.
  static byte[] refusal(Reason reason) {
    HttpResponseStatus status = HttpResponseStatus.NOT_FOUND;
    String body =
        new HandshakePolicy.Refused(status, "Nobody is in that topic.", reason.word()).body();
    return bytes(
        """
        HTTP/1.1 %s
        Content-Type: application/problem+json
        Content-Length: %d
        Connection: close

        """
                .formatted(status, body.length())
            + body);
  }

  private static byte[] bytes(String text) {
    return text.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
  }
}
