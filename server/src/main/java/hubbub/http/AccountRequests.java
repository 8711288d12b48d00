package hubbub.http;

import hubbub.identity.Accounts;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Reads requests about accounts. What it does not accept ends by a [RequestRefused]. Any thread.
@Singleton
final class AccountRequests {
  private static final int MOST_BYTES = 4 * 1024;
  private static final String BEARER = "Bearer ";

  private final HttpContext httpContext;

  AccountRequests(HttpContext httpContext) {
    this.httpContext = httpContext;
  }

  /// The accounts, if a store has them, and the page may ask for changes that the request is from.
  Accounts accounts(HttpRequest<?> request) {
    boolean isAllowed =
        httpContext
            .accounts()
            .pages()
            .allow(request.getRemoteAddress().getAddress(), request.getHeaders()::getAll);
    if (!isAllowed) {
      throw RequestRefused.of(
          HttpStatus.FORBIDDEN, "forbidden", "The setting hubbub.origins does not list your page.");
    }
    return httpContext.accounts().accounts().orElseThrow(RequestRefused::unavailable);
  }

  /// The token in the header Authorization; an empty text, which is none, if there is none.
  static String token(HttpRequest<?> request) {
    return Optional.ofNullable(request.getHeaders().get(HttpHeaders.AUTHORIZATION))
        .filter(text -> text.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .map(text -> text.substring(BEARER.length()).strip())
        .orElse("");
  }

  /// What a body asks for. Such bodies are short.
  static <T> T read(byte[] body, JsonBody.Form<T> form) {
    if (body.length > MOST_BYTES) {
      throw RequestRefused.of(
          HttpStatus.REQUEST_ENTITY_TOO_LARGE, "too_long", "The body is longer than 4 KiB.");
    }
    return JsonBody.read(JsonBody.object(body), form);
  }

  /// What was asked for.
  static <T> T done(Accounts.Outcome<T> outcome) {
    return switch (outcome) {
      case Accounts.Done<T>(T value) -> value;
      case Accounts.Refused<T>(Accounts.Refusal why) -> throw RequestRefused.of(why);
    };
  }
}
