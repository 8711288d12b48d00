package hubbub.http;

import hubbub.identity.Accounts;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

/// Links for people to use once: to set up the server, and to choose another password.
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Links")
@ApiResponse(responseCode = "400", ref = "#/components/responses/NoObject")
@ApiResponse(responseCode = "429", ref = "#/components/responses/TooOften")
@ApiResponse(responseCode = "503", ref = "#/components/responses/Unavailable")
final class LinksController {
  private final AccountRequests requests;
  private final AccountAnswers answers;
  private final AccountRates rates;

  LinksController(AccountRequests requests, AccountAnswers answers, AccountRates rates) {
    this.requests = requests;
    this.answers = answers;
    this.rates = rates;
  }

  /// Makes the first admin by the setup link, and signs in.
  @Post("/setup")
  @RequestBody(content = @Content(schema = @Schema(implementation = Bodies.Setup.class)))
  @ApiResponse(
      responseCode = "201",
      description = "Signed in; the refresh token is in a cookie",
      content = @Content(schema = @Schema(implementation = Answers.SignedIn.class)))
  @ApiResponse(responseCode = "403", ref = "#/components/responses/BadLink")
  @ApiResponse(responseCode = "409", ref = "#/components/responses/NameTaken")
  @ApiResponse(responseCode = "422", ref = "#/components/responses/BadCredentials")
  HttpResponse<?> setUp(HttpRequest<?> request, @Body byte[] body) {
    Accounts accounts = requests.accountsUnlessBanned(request);
    Bodies.Setup asked = AccountRequests.read(body, Bodies.Setup::of);
    RequestRefused.check(rates.signUp(request));
    return answers.signedIn(
        request,
        HttpStatus.CREATED,
        AccountRequests.done(accounts.signUps().setUp(asked.credentials(), asked.code())));
  }

  /// Changes the password of the account that the reset link is for, and signs in.
  @Post("/password-resets")
  @RequestBody(content = @Content(schema = @Schema(implementation = Bodies.PasswordReset.class)))
  @ApiResponse(
      responseCode = "200",
      description = "Signed in; the refresh token is in a cookie",
      content = @Content(schema = @Schema(implementation = Answers.SignedIn.class)))
  @ApiResponse(responseCode = "403", ref = "#/components/responses/BadLink")
  @ApiResponse(responseCode = "422", ref = "#/components/responses/BadCredentials")
  HttpResponse<?> resetPassword(HttpRequest<?> request, @Body byte[] body) {
    Accounts accounts = requests.accountsUnlessBanned(request);
    Bodies.PasswordReset asked = AccountRequests.read(body, Bodies.PasswordReset::of);
    RequestRefused.check(rates.signIn(request));
    return answers.signedIn(
        request,
        HttpStatus.OK,
        AccountRequests.done(accounts.signUps().resetPassword(asked.code(), asked.password())));
  }
}
