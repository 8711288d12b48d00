package hubbub.http;

import hubbub.identity.ApiKey;
import hubbub.identity.KeyScope;
import hubbub.identity.TokenOperations;
import io.micronaut.core.annotation.Nullable;
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

/// Ends tokens of sites' users before their time, for programs whose key has the scope `admin`.
@Controller("/api/v1/revocations")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Tokens")
@WithKey
final class RevocationsApi {
  private final HttpContext httpContext;
  private final ApiAccess access;

  RevocationsApi(HttpContext httpContext, ApiAccess access) {
    this.httpContext = httpContext;
    this.access = access;
  }

  /// Revokes tokens: connections that came with them are closed within about a second, on all nodes
  /// of a cluster.
  @Post
  @RequestBody(content = @Content(schema = @Schema(implementation = Bodies.NewRevocation.class)))
  @ApiResponse(responseCode = "204", description = "They count no more")
  @ApiResponse(responseCode = "400", ref = "#/components/responses/NoObject")
  @ApiResponse(responseCode = "409", ref = "#/components/responses/TooManyRevocations")
  @ApiResponse(responseCode = "422", ref = "#/components/responses/Invalid")
  HttpResponse<?> revokeTokens(HttpRequest<?> request, @Body @Nullable String body) {
    ApiKey key = access.serverKey(request, KeyScope.ADMIN);
    TokenOperations operations =
        httpContext.api().tokens().orElseThrow(RequestRefused::unavailable);
    Bodies.NewRevocation asked = JsonBody.read(JsonBody.object(body), Bodies.NewRevocation::of);
    if (!operations.knows(asked.issuer())) {
      throw RequestRefused.invalid("issuer", "the name of an issuer in hubbub.tokens, or local");
    }
    if (asked.subject().isPresent() && asked.jti().isPresent()) {
      throw RequestRefused.invalid("jti", "only without subject");
    }
    TokenOperations.Which which =
        new TokenOperations.Which(asked.issuer(), asked.subject(), asked.jti());
    if (!operations.revoke(ApiAccess.by(key), which, asked.life())) {
      throw RequestRefused.of(
          HttpStatus.CONFLICT, "full", "Too many tokens of that issuer are revoked already.");
    }
    return HttpResponse.noContent();
  }
}
