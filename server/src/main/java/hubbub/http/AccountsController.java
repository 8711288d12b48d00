package hubbub.http;

import hubbub.identity.Account;
import hubbub.identity.Accounts;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Map;
import java.util.Optional;

/// Accounts: to sign up, and one's own.
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
final class AccountsController {
  private final HttpContext httpContext;
  private final AccountRequests requests;
  private final AccountAnswers answers;
  private final AccountRates rates;

  AccountsController(
      HttpContext httpContext,
      AccountRequests requests,
      AccountAnswers answers,
      AccountRates rates) {
    this.httpContext = httpContext;
    this.requests = requests;
    this.answers = answers;
    this.rates = rates;
  }

  /// Says whether anybody may sign up.
  @Get("/accounts")
  Map<String, String> signUp() {
    return Map.of("sign_up", isOpen() ? "open" : "off");
  }

  private boolean isOpen() {
    return httpContext.accounts().isSignUpOpen() && httpContext.accounts().accounts().isPresent();
  }

  /// Makes an account, and signs in.
  @Post("/accounts")
  HttpResponse<?> signUp(HttpRequest<?> request, @Body byte[] body) {
    if (!isOpen()) {
      throw AccountRefused.of(
          HttpStatus.FORBIDDEN, "sign_up_off", "Nobody can sign up at this server.");
    }
    Accounts accounts = requests.accounts(request);
    Accounts.Credentials asked = requests.credentials(body);
    AccountRefused.check(rates.signUp(request));
    return answers.signedIn(
        request, HttpStatus.CREATED, AccountRequests.done(accounts.signUp(asked)));
  }

  /// Says whose access token it is.
  @Get("/me")
  Map<String, Object> me(HttpRequest<?> request) {
    AccountRefused.check(rates.other(request));
    return AccountAnswers.shown(
        AccountRequests.done(requests.accounts(request).me(AccountRequests.token(request))));
  }

  /// Changes the password: `current`, `password`.
  @Put("/me/password")
  HttpResponse<?> password(HttpRequest<?> request, @Body byte[] body) {
    Accounts accounts = requests.accounts(request);
    Map<String, Object> fields = requests.fields(body);
    String current = AccountRequests.text(fields, "current");
    String next = AccountRequests.text(fields, "password");
    String token = tokenOfOneWhoMayTry(request, accounts);
    Account _ = AccountRequests.done(accounts.changePassword(token, current, next));
    return HttpResponse.noContent();
  }

  /// Removes the account: `password`.
  @Delete("/me")
  HttpResponse<?> delete(HttpRequest<?> request, @Body byte[] body) {
    Accounts accounts = requests.accounts(request);
    String password = AccountRequests.text(requests.fields(body), "password");
    String token = tokenOfOneWhoMayTry(request, accounts);
    Account _ = AccountRequests.done(accounts.delete(token, password));
    return HttpResponse.noContent();
  }

  /// The access token, once its account may try a password again.
  private String tokenOfOneWhoMayTry(HttpRequest<?> request, Accounts accounts) {
    AccountRefused.check(rates.signIn(request));
    String token = AccountRequests.token(request);
    Account account = AccountRequests.done(accounts.me(token));
    AccountRefused.check(rates.password(Optional.of(account.nameKey())));
    return token;
  }
}
