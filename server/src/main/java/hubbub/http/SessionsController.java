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
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;

/// Sessions: to sign in, stay signed in, and sign out.
@Controller("/api/v1/sessions")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Sessions")
@ApiResponse(responseCode = "429", ref = "#/components/responses/TooOften")
@ApiResponse(responseCode = "503", ref = "#/components/responses/Unavailable")
final class SessionsController {
  private final AccountRequests requests;
  private final AccountAnswers answers;
  private final AccountRates rates;

  SessionsController(AccountRequests requests, AccountAnswers answers, AccountRates rates) {
    this.requests = requests;
    this.answers = answers;
    this.rates = rates;
  }

  /// Signs in.
  @Post
  @RequestBody(content = @Content(schema = @Schema(implementation = Bodies.SignIn.class)))
  @ApiResponse(
      responseCode = "200",
      description = "Signed in; the refresh token is in a cookie",
      content = @Content(schema = @Schema(implementation = Answers.SignedIn.class)))
  @ApiResponse(responseCode = "400", ref = "#/components/responses/NoObject")
  @ApiResponse(responseCode = "403", ref = "#/components/responses/WrongPassword")
  @ApiResponse(responseCode = "422", ref = "#/components/responses/Invalid")
  HttpResponse<?> signIn(HttpRequest<?> request, @Body byte[] body) {
    Accounts accounts = requests.accountsUnlessBanned(request);
    Accounts.Credentials given = AccountRequests.read(body, Bodies.SignIn::of).credentials();
    RequestRefused.check(rates.signIn(request));
    RequestRefused.check(rates.password(request, Accounts.keyOf(given.name())));
    return answers.signedIn(request, HttpStatus.OK, AccountRequests.done(accounts.signIn(given)));
  }

  /// Gives the next access token for the refresh token in the cookie, and replaces that.
  @Post("/refresh")
  @SecurityRequirement(name = "refresh")
  @ApiResponse(
      responseCode = "200",
      description = "Still signed in",
      content = @Content(schema = @Schema(implementation = Answers.SignedIn.class)))
  @ApiResponse(responseCode = "401", ref = "#/components/responses/NotSignedIn")
  @ApiResponse(responseCode = "403", ref = "#/components/responses/PageForbidden")
  HttpResponse<?> refresh(HttpRequest<?> request) {
    Accounts accounts = requests.accounts(request);
    RequestRefused.check(rates.other(request));
    return answers.signedIn(
        request, HttpStatus.OK, AccountRequests.done(accounts.refresh(cookie(request))));
  }

  /// Ends the session whose refresh token is in the cookie.
  @Delete("/current")
  @SecurityRequirement(name = "refresh")
  @ApiResponse(responseCode = "204", description = "Signed out")
  @ApiResponse(responseCode = "403", ref = "#/components/responses/PageForbidden")
  HttpResponse<?> signOut(HttpRequest<?> request) {
    Accounts accounts = requests.accounts(request);
    RequestRefused.check(rates.other(request));
    accounts.signOut(cookie(request));
    return answers.signedOut(request);
  }

  /// Ends all sessions of the one whose access token it is.
  @Delete
  @SecurityRequirement(name = "access")
  @ApiResponse(responseCode = "204", description = "Signed out everywhere")
  @ApiResponse(responseCode = "401", ref = "#/components/responses/NotSignedIn")
  @ApiResponse(responseCode = "403", ref = "#/components/responses/PageForbidden")
  HttpResponse<?> signOutEverywhere(HttpRequest<?> request) {
    Accounts accounts = requests.accounts(request);
    RequestRefused.check(rates.other(request));
    List<String> _ =
        AccountRequests.done(accounts.signOutEverywhere(AccountRequests.token(request)));
    return answers.signedOut(request);
  }

  /// The refresh token; an empty text, which is none, if there is none.
  private static String cookie(HttpRequest<?> request) {
    return request.getCookies().findCookie(AccountAnswers.COOKIE).map(Cookie::getValue).orElse("");
  }
}
