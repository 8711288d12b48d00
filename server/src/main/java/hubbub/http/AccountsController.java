package hubbub.http;

import hubbub.identity.Account;
import hubbub.identity.Accounts;
import hubbub.identity.SignUps;
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
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;

/// Accounts: to sign up, and one's own.
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Accounts")
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

  /// Says who may sign up.
  @Get("/accounts")
  Answers.SignUpPolicy whoMaySignUp() {
    return new Answers.SignUpPolicy(policy().word());
  }

  private AccountsContext.SignUp policy() {
    return httpContext.accounts().accounts().isPresent()
        ? httpContext.accounts().signUp()
        : AccountsContext.SignUp.OFF;
  }

  /// Makes an account, and signs in. `invite` is needed where only invited people may sign up.
  @Post("/accounts")
  @RequestBody(content = @Content(schema = @Schema(implementation = Bodies.NewAccount.class)))
  @ApiResponse(
      responseCode = "201",
      description = "Signed in; the refresh token is in a cookie",
      content = @Content(schema = @Schema(implementation = Answers.SignedIn.class)))
  @ApiResponse(responseCode = "400", ref = "#/components/responses/NoObject")
  @ApiResponse(responseCode = "403", ref = "#/components/responses/MayNotSignUp")
  @ApiResponse(responseCode = "409", ref = "#/components/responses/NameTaken")
  @ApiResponse(responseCode = "422", ref = "#/components/responses/BadCredentials")
  @ApiResponse(responseCode = "429", ref = "#/components/responses/TooOften")
  @ApiResponse(responseCode = "503", ref = "#/components/responses/Unavailable")
  HttpResponse<?> signUp(HttpRequest<?> request, @Body byte[] body) {
    AccountsContext.SignUp policy = policy();
    if (policy == AccountsContext.SignUp.OFF) {
      throw RequestRefused.of(
          HttpStatus.FORBIDDEN, "sign_up_off", "Nobody can sign up at this server.");
    }
    SignUps signUps = requests.accountsUnlessBanned(request).signUps();
    Bodies.NewAccount asked = AccountRequests.read(body, Bodies.NewAccount::of);
    Optional<String> code =
        policy == AccountsContext.SignUp.INVITE ? Optional.of(invite(asked)) : Optional.empty();
    RequestRefused.check(rates.signUp(request));
    return answers.signedIn(
        request,
        HttpStatus.CREATED,
        AccountRequests.done(
            code.map(it -> signUps.signUpInvited(asked.credentials(), it))
                .orElseGet(() -> signUps.signUp(asked.credentials()))));
  }

  private static String invite(Bodies.NewAccount asked) {
    return asked.invite().orElseThrow(() -> RequestRefused.invalid("invite", "a string"));
  }

  /// Says whose access token it is.
  @Get("/me")
  @SecurityRequirement(name = "access")
  @ApiResponse(
      responseCode = "200",
      description = "The account",
      content = @Content(schema = @Schema(implementation = Answers.OwnAccount.class)))
  @ApiResponse(responseCode = "401", ref = "#/components/responses/NotSignedIn")
  @ApiResponse(responseCode = "403", ref = "#/components/responses/PageForbidden")
  @ApiResponse(responseCode = "429", ref = "#/components/responses/TooOften")
  @ApiResponse(responseCode = "503", ref = "#/components/responses/Unavailable")
  Answers.OwnAccount me(HttpRequest<?> request) {
    RequestRefused.check(rates.other(request));
    return Answers.OwnAccount.of(
        AccountRequests.done(requests.accounts(request).me(AccountRequests.token(request))));
  }

  /// Changes the password, and ends all other sessions.
  @Put("/me/password")
  @SecurityRequirement(name = "access")
  @RequestBody(content = @Content(schema = @Schema(implementation = Bodies.PasswordChange.class)))
  @ApiResponse(responseCode = "204", description = "Changed")
  @ApiResponse(responseCode = "400", ref = "#/components/responses/NoObject")
  @ApiResponse(responseCode = "401", ref = "#/components/responses/NotSignedIn")
  @ApiResponse(responseCode = "403", ref = "#/components/responses/WrongPassword")
  @ApiResponse(responseCode = "422", ref = "#/components/responses/BadCredentials")
  @ApiResponse(responseCode = "429", ref = "#/components/responses/TooOften")
  @ApiResponse(responseCode = "503", ref = "#/components/responses/Unavailable")
  HttpResponse<?> changePassword(HttpRequest<?> request, @Body byte[] body) {
    Accounts accounts = requests.accounts(request);
    Bodies.PasswordChange asked = AccountRequests.read(body, Bodies.PasswordChange::of);
    String token = tokenOfOneWhoMayTry(request, accounts);
    Account _ =
        AccountRequests.done(accounts.changePassword(token, asked.current(), asked.password()));
    return HttpResponse.noContent();
  }

  /// Removes the account.
  @Delete("/me")
  @SecurityRequirement(name = "access")
  @RequestBody(content = @Content(schema = @Schema(implementation = Bodies.Password.class)))
  @ApiResponse(responseCode = "204", description = "Removed")
  @ApiResponse(responseCode = "400", ref = "#/components/responses/NoObject")
  @ApiResponse(responseCode = "401", ref = "#/components/responses/NotSignedIn")
  @ApiResponse(responseCode = "403", ref = "#/components/responses/WrongPassword")
  @ApiResponse(responseCode = "409", ref = "#/components/responses/LastOwner")
  @ApiResponse(responseCode = "422", ref = "#/components/responses/Invalid")
  @ApiResponse(responseCode = "429", ref = "#/components/responses/TooOften")
  @ApiResponse(responseCode = "503", ref = "#/components/responses/Unavailable")
  HttpResponse<?> deleteAccount(HttpRequest<?> request, @Body byte[] body) {
    Accounts accounts = requests.accounts(request);
    String password = AccountRequests.read(body, Bodies.Password::of).password();
    String token = tokenOfOneWhoMayTry(request, accounts);
    Account _ = AccountRequests.done(accounts.delete(token, password));
    return HttpResponse.noContent();
  }

  /// The access token, once its account may try a password again.
  private String tokenOfOneWhoMayTry(HttpRequest<?> request, Accounts accounts) {
    RequestRefused.check(rates.other(request));
    String token = AccountRequests.token(request);
    RequestRefused.check(rates.confirmation(AccountRequests.done(accounts.me(token))));
    return token;
  }
}
