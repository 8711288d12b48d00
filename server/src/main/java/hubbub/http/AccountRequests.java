package hubbub.http;

import hubbub.identity.Accounts;
import hubbub.store.ServerBans;
import hubbub.store.Store;
import hubbub.topic.AddressPrefix;
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

  /// The accounts, for somebody who is not signed in yet, unless their address is banned from the
  /// whole server.
  Accounts accountsUnlessBanned(HttpRequest<?> request) {
    Accounts accounts = accounts(request);
    Optional<ServerBans> bans = httpContext.api().store().map(Store::bans);
    if (httpContext.addressOf(request).filter(from -> holds(bans, from)).isPresent()) {
      throw RequestRefused.of(
          HttpStatus.FORBIDDEN, "banned", "Your address is banned from this server.");
    }
    return accounts;
  }

  private static boolean holds(Optional<ServerBans> bans, AddressPrefix address) {
    return bans.filter(it -> it.holds(address)).isPresent();
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
