package hubbub.http;

import hubbub.identity.ApiKey;
import hubbub.identity.KeyScope;
import hubbub.identity.MintedIds;
import hubbub.identity.StoreAnswers;
import hubbub.store.ServerBan;
import hubbub.store.ServerBans;
import hubbub.store.Store;
import hubbub.text.Text;
import hubbub.topic.AddressPrefix;
import hubbub.topic.MemberId;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;

/// Who may not use this server at all, for programs whose key has the scope `admin`.
@Controller("/api/v1/bans")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Bans")
@WithKey
final class BansApi {
  private static final int MOST = 100;

  private final HttpContext httpContext;
  private final ApiAccess access;

  BansApi(HttpContext httpContext, ApiAccess access) {
    this.httpContext = httpContext;
    this.access = access;
  }

  /// The bans that count now, newest first, in pages.
  @Get
  @ApiResponse(
      responseCode = "200",
      description = "A page of bans",
      content = @Content(schema = @Schema(implementation = Answers.BanPage.class)))
  @ApiResponse(responseCode = "422", ref = "#/components/responses/Invalid")
  Answers.BanPage listServerBans(
      HttpRequest<?> request,
      @QueryValue @Nullable String after,
      @Schema(type = "integer", minimum = "1", maximum = "100", defaultValue = "100")
          @QueryValue
          @Nullable
          String limit) {
    ApiKey _ = access.serverKey(request, KeyScope.ADMIN);
    Query query = new Query(request);
    return Answers.BanPage.of(
        StoreAnswers.await(bans().page(query.text("after"), query.limit(MOST))));
  }

  /// Bans somebody from the whole server. Addresses that count as one client are banned together;
  /// the answer says which.
  @Post
  @RequestBody(content = @Content(schema = @Schema(implementation = Bodies.NewBan.class)))
  @ApiResponse(
      responseCode = "200",
      description = "The ban",
      content = @Content(schema = @Schema(implementation = Answers.Ban.class)))
  @ApiResponse(responseCode = "400", ref = "#/components/responses/NoObject")
  @ApiResponse(responseCode = "422", ref = "#/components/responses/Invalid")
  Answers.Ban banFromServer(HttpRequest<?> request, @Body @Nullable String body) {
    ApiKey key = access.serverKey(request, KeyScope.ADMIN);
    Bodies.NewBan asked = JsonBody.read(JsonBody.object(body), Bodies.NewBan::of);
    long now = System.currentTimeMillis();
    ServerBan.Whom whom = whom(asked.whom());
    ServerBan ban =
        new ServerBan(
            whom,
            ServerBan.end(whom, asked.life(), now),
            now,
            ApiAccess.by(key),
            asked.text().flatMap(Text::line).filter(text -> !text.isEmpty()));
    StoreAnswers.await(bans().put(ban));
    return Answers.Ban.of(ban);
  }

  /// Lifts a ban.
  @Delete
  @ApiResponse(responseCode = "204", description = "Lifted")
  @ApiResponse(responseCode = "404", ref = "#/components/responses/NoSuchBan")
  @ApiResponse(responseCode = "422", ref = "#/components/responses/Invalid")
  HttpResponse<?> unbanFromServer(
      HttpRequest<?> request, @QueryValue(defaultValue = "") String whom) {
    ApiKey key = access.serverKey(request, KeyScope.ADMIN);
    if (isLifted(whom, ApiAccess.by(key))) {
      return HttpResponse.noContent();
    }
    throw RequestRefused.of(HttpStatus.NOT_FOUND, "unknown_member", "There is no such ban.");
  }

  /// A ban may have been stored when another prefix was set.
  private boolean isLifted(String whom, String by) {
    Optional<AddressPrefix> exactly = ServerBan.Whom.addresses(whom);
    return (exactly.isPresent() && isLifted(new ServerBan.Whom.Block(exactly.get()), by))
        || isLifted(whom(whom), by);
  }

  private boolean isLifted(ServerBan.Whom whom, String by) {
    return StoreAnswers.await(bans().remove(whom, by));
  }

  private ServerBans bans() {
    return httpContext.api().store().map(Store::bans).orElseThrow(RequestRefused::unavailable);
  }

  /// A block of addresses, as a ban of it reaches clients, or else a member: by id, `site:ann`, or
  /// the name of an account.
  private ServerBan.Whom whom(String text) {
    Optional<AddressPrefix> block = ServerBan.Whom.addresses(text);
    return block.isPresent()
        ? new ServerBan.Whom.Block(
            httpContext.proxies().bannable(block.get()).orElseThrow(BansApi::nobody))
        : new ServerBan.Whom.Member(member(text).orElseThrow(BansApi::nobody));
  }

  private Optional<MemberId> member(String text) {
    Optional<MemberId> id = MintedIds.parse(text);
    return id.isPresent() ? id : StoreAnswers.await(httpContext.api().accounts().idOf(text));
  }

  private static RequestRefused nobody() {
    return RequestRefused.invalid(
        "whom",
        "an id, the name of an account, site:user, or addresses of clients such as 192.0.2.0/24");
  }
}
