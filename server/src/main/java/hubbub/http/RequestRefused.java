package hubbub.http;

import hubbub.identity.Accounts;
import hubbub.protocol.ReplyWriter;
import hubbub.wire.JsonWriter;
import io.micronaut.http.HttpStatus;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Ends a request of the API with a refusal. It carries the answer, and has no stack trace. Thrown
/// and caught only in this package.
final class RequestRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final String reason;
  private final transient Map<String, Object> more;

  private RequestRefused(
      HttpStatus status, String reason, String detail, Map<String, Object> more) {
    super(detail, null, false, false);
    this.status = status;
    this.reason = reason;
    this.more = more;
  }

  HttpStatus status() {
    return status;
  }

  String reason() {
    return reason;
  }

  Map<String, Object> more() {
    return more;
  }

  static RequestRefused of(HttpStatus status, String reason, String detail) {
    return of(status, reason, detail, Map.of());
  }

  static RequestRefused of(
      HttpStatus status, String reason, String detail, Map<String, Object> more) {
    return new RequestRefused(status, reason, detail, more);
  }

  /// The same as a reply to one of several commands.
  ReplyWriter.Reply reply() {
    JsonWriter json = new JsonWriter().beginObject().field("reason", reason);
    more.forEach((name, value) -> {
      switch (value) {
        case Long number -> json.field(name, number);
        default -> json.field(name, value.toString());
      }
    });
    return new ReplyWriter.Reply("error", json.endObject().toBytes());
  }

  /// A field that is missing or not of the right form.
  static RequestRefused invalid(String field, String expected) {
    return new RequestRefused(
        HttpStatus.UNPROCESSABLE_ENTITY,
        "invalid",
        "The field " + field + " is not as expected: " + expected + ".",
        Map.of("field", field, "expected", expected));
  }

  /// Throws if it is too early for another try.
  static void check(Optional<Duration> wait) {
    if (wait.isPresent()) {
      throw new RequestRefused(
          HttpStatus.TOO_MANY_REQUESTS,
          "rate",
          "Too many attempts; try again later.",
          Map.of("retry_after_ms", wait.get().plusMillis(1).toMillis()));
    }
  }

  static RequestRefused full() {
    return of(
        HttpStatus.CONFLICT,
        "full",
        "Too many invitations are open: wait until some have ended, or were used.");
  }

  static RequestRefused unavailable() {
    return of(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "This server has no store.");
  }

  static RequestRefused of(Accounts.Refusal why) {
    return switch (why) {
      case BAD_NAME ->
          of(
              HttpStatus.UNPROCESSABLE_ENTITY,
              "bad_nick",
              "A name has 1 to 32 visible characters on one line.");
      case BAD_PASSWORD ->
          of(
              HttpStatus.UNPROCESSABLE_ENTITY,
              "bad_password",
              "A password has 8 to 256 characters.");
      case NAME_TAKEN ->
          of(
              HttpStatus.CONFLICT,
              "nick_taken",
              "Somebody has that name, or one that looks like it.");
      case WRONG_CREDENTIALS ->
          of(HttpStatus.FORBIDDEN, "wrong_password", "That name and password are nobody's.");
      case BAD_LINK ->
          of(
              HttpStatus.FORBIDDEN,
              "bad_link",
              "The link is not good: it has ended, or was used already.");
      case NOT_SIGNED_IN ->
          of(HttpStatus.UNAUTHORIZED, "token_expired", "Sign in, or refresh the token.");
      case LAST_OWNER ->
          of(
              HttpStatus.CONFLICT,
              "last_owner",
              "A topic has no other owner: make somebody else one, or unregister it.");
    };
  }
}
