package hubbub.http;

import hubbub.identity.Accounts;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// Reads requests about accounts. What it does not accept ends by an [AccountRefused]. Any thread.
@Singleton
final class AccountRequests {
  private static final int MOST_BYTES = 4 * 1024;
  private static final String BEARER = "Bearer ";

  private final HttpContext httpContext;
  private final JsonMapper json;

  AccountRequests(HttpContext httpContext, JsonMapper json) {
    this.httpContext = httpContext;
    this.json = json;
  }

  /// The accounts, if a store has them, and the page may ask for changes that the request is from.
  Accounts accounts(HttpRequest<?> request) {
    boolean isAllowed =
        httpContext
            .accounts()
            .pages()
            .allow(request.getRemoteAddress().getAddress(), request.getHeaders()::getAll);
    if (!isAllowed) {
      throw AccountRefused.of(
          HttpStatus.FORBIDDEN, "forbidden", "The setting hubbub.origins does not list your page.");
    }
    return httpContext.accounts().accounts().orElseThrow(AccountRefused::unavailable);
  }

  /// The access token; an empty text, which is none, if there is none.
  static String token(HttpRequest<?> request) {
    return Optional.ofNullable(request.getHeaders().get(HttpHeaders.AUTHORIZATION))
        .filter(text -> text.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .map(text -> text.substring(BEARER.length()).strip())
        .orElse("");
  }

  /// The fields of a body.
  Map<String, Object> fields(byte[] body) {
    if (body.length > MOST_BYTES) {
      throw AccountRefused.of(
          HttpStatus.REQUEST_ENTITY_TOO_LARGE, "too_long", "The body is longer than 4 KiB.");
    }
    try {
      Map<String, Object> fields = json.readValue(body, Argument.mapOf(String.class, Object.class));
      return fields == null ? Map.of() : fields;
    } catch (IOException _) {
      throw AccountRefused.of(HttpStatus.BAD_REQUEST, "invalid", "The body must be a JSON object.");
    }
  }

  /// A text among the fields of a body.
  static String text(Map<String, Object> fields, String name) {
    if (fields.get(name) instanceof String text) {
      return text;
    }
    throw AccountRefused.invalid(name, "a text");
  }

  /// The name and the password in a body.
  Accounts.Credentials credentials(byte[] body) {
    Map<String, Object> fields = fields(body);
    return new Accounts.Credentials(text(fields, "name"), text(fields, "password"));
  }

  /// What was asked for.
  static <T> T done(Accounts.Outcome<T> outcome) {
    return switch (outcome) {
      case Accounts.Done<T>(T value) -> value;
      case Accounts.Refused<T>(Accounts.Refusal why) -> throw AccountRefused.of(why);
    };
  }
}
