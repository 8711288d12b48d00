package hubbub.http;

import hubbub.identity.Accounts;
import io.micronaut.http.HttpStatus;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Ends a request about accounts. It carries the answer, and has no stack trace. Thrown and caught
/// only in this package.
final class AccountRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final String reason;
  private final transient Map<String, Object> more;

  private AccountRefused(
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

  static AccountRefused of(HttpStatus status, String reason, String detail) {
    return new AccountRefused(status, reason, detail, Map.of());
  }

  /// A field of the body that is missing or not of the right form.
  static AccountRefused invalid(String field, String expected) {
    return new AccountRefused(
        HttpStatus.BAD_REQUEST,
        "invalid",
        "The body must be an object with the text " + field + ": " + expected + ".",
        Map.of("field", field, "expected", expected));
  }

  /// Throws if it is too early for another try.
  static void check(Optional<Duration> wait) {
    if (wait.isPresent()) {
      throw new AccountRefused(
          HttpStatus.TOO_MANY_REQUESTS,
          "rate",
          "Too many attempts; try again later.",
          Map.of("retry_after_ms", wait.get().plusMillis(1).toMillis()));
    }
  }

  static AccountRefused unavailable() {
    return of(
        HttpStatus.SERVICE_UNAVAILABLE,
        "unavailable",
        "Accounts are not available; try again later.");
  }

  static AccountRefused of(Accounts.Refusal why) {
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
      case NOT_SIGNED_IN ->
          of(HttpStatus.UNAUTHORIZED, "token_expired", "Sign in, or refresh the token.");
    };
  }
}
