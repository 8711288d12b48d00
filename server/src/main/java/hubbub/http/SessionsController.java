package hubbub.http;

import hubbub.identity.Accounts;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;

/// Sessions: to sign in, stay signed in, and sign out.
@Controller("/api/v1/sessions")
@ExecuteOn(TaskExecutors.BLOCKING)
final class SessionsController {
  private final AccountRequests requests;
  private final AccountAnswers answers;
  private final AccountRates rates;

  SessionsController(AccountRequests requests, AccountAnswers answers, AccountRates rates) {
    this.requests = requests;
    this.answers = answers;
    this.rates = rates;
  }

  /// Signs in: `name`, `password`.
  @Post
  HttpResponse<?> signIn(HttpRequest<?> request, @Body byte[] body) {
    Accounts accounts = requests.accounts(request);
    Accounts.Credentials given = requests.credentials(body);
    AccountRefused.check(rates.signIn(request));
    AccountRefused.check(rates.password(Accounts.keyOf(given.name())));
    return answers.signedIn(request, HttpStatus.OK, AccountRequests.done(accounts.signIn(given)));
  }

  /// Gives the next access token for the refresh token in the cookie, and replaces that.
  @Post("/refresh")
  HttpResponse<?> refresh(HttpRequest<?> request) {
    Accounts accounts = requests.accounts(request);
    AccountRefused.check(rates.other(request));
    return answers.signedIn(
        request, HttpStatus.OK, AccountRequests.done(accounts.refresh(cookie(request))));
  }

  /// Ends the session whose refresh token is in the cookie.
  @Delete("/current")
  HttpResponse<?> signOut(HttpRequest<?> request) {
    Accounts accounts = requests.accounts(request);
    AccountRefused.check(rates.other(request));
    accounts.signOut(cookie(request));
    return answers.signedOut(request);
  }

  /// Ends all sessions of the one whose access token it is.
  @Delete
  HttpResponse<?> signOutEverywhere(HttpRequest<?> request) {
    Accounts accounts = requests.accounts(request);
    AccountRefused.check(rates.other(request));
    List<String> _ =
        AccountRequests.done(accounts.signOutEverywhere(AccountRequests.token(request)));
    return answers.signedOut(request);
  }

  /// The refresh token; an empty text, which is none, if there is none.
  private static String cookie(HttpRequest<?> request) {
    return request.getCookies().findCookie(AccountAnswers.COOKIE).map(Cookie::getValue).orElse("");
  }
}
