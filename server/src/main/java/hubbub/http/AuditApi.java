package hubbub.http;

import hubbub.identity.ApiKey;
import hubbub.identity.KeyScope;
import hubbub.identity.StoreAnswers;
import hubbub.store.Store;
import hubbub.topic.AuditEntry;
import hubbub.topic.port.TopicStore;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

/// What was done to the whole server, for programs whose key has the scope `admin`.
@Controller("/api/v1/audit")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Audit")
@WithKey
final class AuditApi {
  private static final int MOST = 100;

  private final HttpContext httpContext;
  private final ApiAccess access;

  AuditApi(HttpContext httpContext, ApiAccess access) {
    this.httpContext = httpContext;
    this.access = access;
  }

  /// The lines of the server's audit log, newest first, in pages. Those of a topic are in its
  /// `list` of `audit`.
  @Get
  @ApiResponse(
      responseCode = "200",
      description = "A page of lines",
      content = @Content(schema = @Schema(implementation = Answers.AuditPage.class)))
  @ApiResponse(responseCode = "422", ref = "#/components/responses/Invalid")
  Answers.AuditPage serverAudit(
      HttpRequest<?> request,
      @QueryValue @Nullable String act,
      @QueryValue @Nullable String by,
      @QueryValue @Nullable String about,
      @Schema(type = "integer", format = "int64", description = "Milliseconds since 1970 UTC")
          @QueryValue
          @Nullable
          String since,
      @QueryValue @Nullable String after,
      @Schema(type = "integer", minimum = "1", maximum = "100", defaultValue = "100")
          @QueryValue
          @Nullable
          String limit) {
    ApiKey _ = access.serverKey(request, KeyScope.ADMIN);
    Query query = new Query(request);
    TopicStore.AuditPart part =
        new TopicStore.AuditPart(query.audit(), query.text("after"), query.limit(MOST));
    TopicStore.Page<AuditEntry> page = StoreAnswers.await(store().serverAudit(part));
    return Answers.AuditPage.of(page);
  }

  private Store store() {
    return httpContext.api().store().orElseThrow(RequestRefused::unavailable);
  }
}
