package hubbub.http;

import hubbub.identity.Account;
import hubbub.identity.Accounts;
import hubbub.identity.Sessions;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Answers requests about accounts. Refresh tokens travel in a cookie that scripts cannot read, and
/// that only requests about sessions get. Any thread.
@Singleton
final class AccountAnswers implements ExceptionHandler<AccountRefused, HttpResponse<?>> {
  static final String COOKIE = "hubbub_refresh";
  private static final String PATH = "/api/v1/sessions";

  private final HttpContext httpContext;

  AccountAnswers(HttpContext httpContext) {
    this.httpContext = httpContext;
  }

  /// Somebody is signed in.
  MutableHttpResponse<?> signedIn(
      HttpRequest<?> request, HttpStatus status, Accounts.SignedIn signedIn) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("token", signedIn.token());
    body.put("expires_at", signedIn.endsAt());
    body.put("account", shown(signedIn.account()));
    return HttpResponse.status(status)
        .body(body)
        .cookie(cookie(request, signedIn.refresh().text(), Sessions.LIFE));
  }

  /// Nobody is signed in any more.
  MutableHttpResponse<?> signedOut(HttpRequest<?> request) {
    return HttpResponse.noContent().cookie(cookie(request, "", Duration.ZERO));
  }

  static Map<String, Object> shown(Account account) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("id", account.id().value());
    shown.put("name", account.name());
    return shown;
  }

  private Cookie cookie(HttpRequest<?> request, String value, Duration life) {
    boolean isSecure =
        httpContext
            .proxies()
            .isSecure(
                request.getRemoteAddress().getAddress(),
                request.getHeaders().getAll("X-Forwarded-Proto"),
                httpContext.accounts().isTls());
    return Cookie.of(COOKIE, value)
        .path(PATH)
        .maxAge(life)
        .httpOnly(true)
        .secure(isSecure)
        .sameSite(SameSite.Strict);
  }

  @Override
  @SuppressWarnings("rawtypes") // as Micronaut declares it
  public HttpResponse<?> handle(HttpRequest request, AccountRefused why) {
    MutableHttpResponse<?> answer =
        Problem.of(
            request, why.status(), why.reason(), String.valueOf(why.getMessage()), why.more());
    if (why.more().get("retry_after_ms") instanceof Long millis) {
      answer.header("Retry-After", String.valueOf(Math.ceilDiv(millis, 1000L)));
    }
    if (why.status() == HttpStatus.UNAUTHORIZED) {
      answer.header("WWW-Authenticate", "Bearer");
    }
    return answer;
  }
}
