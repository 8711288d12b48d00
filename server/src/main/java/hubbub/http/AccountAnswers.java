package hubbub.http;

import hubbub.identity.Accounts;
import hubbub.identity.Sessions;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Answers requests about accounts. Refresh tokens travel in a cookie that scripts cannot read, and
/// that only requests about sessions get. Any thread.
@Singleton
final class AccountAnswers {
  static final String COOKIE = "hubbub_refresh";
  private static final String PATH = "/api/v1/sessions";

  private final HttpContext httpContext;
  private final AccountRates rates;

  AccountAnswers(HttpContext httpContext, AccountRates rates) {
    this.httpContext = httpContext;
    this.rates = rates;
  }

  /// Somebody is signed in.
  MutableHttpResponse<?> signedIn(
      HttpRequest<?> request, HttpStatus status, Accounts.SignedIn signedIn) {
    rates.know(request, signedIn.account());
    return HttpResponse.status(status)
        .body(Answers.SignedIn.of(signedIn))
        .cookie(cookie(request, signedIn.refresh().text(), Sessions.LIFE));
  }

  /// Nobody is signed in any more.
  MutableHttpResponse<?> signedOut(HttpRequest<?> request) {
    return HttpResponse.noContent().cookie(cookie(request, "", Duration.ZERO));
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
}
