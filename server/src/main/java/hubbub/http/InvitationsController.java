package hubbub.http;

import hubbub.identity.Account;
import hubbub.identity.AccountOperations;
import hubbub.identity.Accounts;
import hubbub.identity.ApiSecret;
import hubbub.identity.KeyScope;
import hubbub.identity.Links;
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
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;

/// Invitations: links with which people can make an account where not everybody may.
@Controller("/api/v1/invites")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Links")
@ApiResponse(responseCode = "400", ref = "#/components/responses/NoObject")
@ApiResponse(responseCode = "429", ref = "#/components/responses/TooOften")
@ApiResponse(responseCode = "503", ref = "#/components/responses/Unavailable")
final class InvitationsController {
  private final HttpContext httpContext;
  private final AccountRequests requests;
  private final AccountRates rates;
  private final ApiAccess access;

  InvitationsController(
      HttpContext httpContext, AccountRequests requests, AccountRates rates, ApiAccess access) {
    this.httpContext = httpContext;
    this.requests = requests;
    this.rates = rates;
    this.access = access;
  }

  /// Makes an invitation, for an admin, or for a key with the scope `accounts`.
  @Post
  @SecurityRequirement(name = "access")
  @SecurityRequirement(name = "key")
  @RequestBody(content = @Content(schema = @Schema(implementation = Bodies.NewInvitation.class)))
  @ApiResponse(
      responseCode = "201",
      description = "The invitation",
      content = @Content(schema = @Schema(implementation = Answers.LinkMade.class)))
  @ApiResponse(responseCode = "401", ref = "#/components/responses/NotSignedIn")
  @ApiResponse(responseCode = "403", ref = "#/components/responses/KeyForbidden")
  @ApiResponse(responseCode = "409", ref = "#/components/responses/TooManyInvitations")
  @ApiResponse(responseCode = "422", ref = "#/components/responses/Invalid")
  HttpResponse<?> invite(HttpRequest<?> request, @Body byte[] body) {
    AccountOperations operations =
        httpContext.accounts().operations().orElseThrow(RequestRefused::unavailable);
    String by = inviter(request);
    Bodies.NewInvitation asked = AccountRequests.read(body, Bodies.NewInvitation::of);
    Links.Made made =
        operations
            .invite(by, asked.uses().orElse(1), asked.life())
            .orElseThrow(RequestRefused::full);
    return HttpResponse.created(Answers.LinkMade.of(made));
  }

  /// The id of the one who invites, if they may.
  private String inviter(HttpRequest<?> request) {
    String token = AccountRequests.token(request);
    if (ApiSecret.parse(token).isPresent()) {
      return ApiAccess.by(access.serverKey(request, KeyScope.ACCOUNTS));
    }
    Accounts accounts = requests.accounts(request);
    RequestRefused.check(rates.other(request));
    Account account = AccountRequests.done(accounts.me(token));
    if (!account.isAdmin()) {
      throw RequestRefused.of(HttpStatus.FORBIDDEN, "rank_too_low", "Only admins can invite.");
    }
    return account.id().value();
  }
}
