package hubbub.http;

import hubbub.http.ApiCommands.Asked;
import hubbub.identity.ApiKey;
import hubbub.identity.KeyScope;
import hubbub.identity.ReadTokens;
import hubbub.protocol.CommandReader;
import hubbub.protocol.TopicWriter;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.Snapshot;
import hubbub.topic.TopicName;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Topics for other programs, which show an API key: what a topic is, and every command that a
/// member could send it, by the same word and with the same payload.
@Controller("/api/v1/topics")
@Tag(name = "Topics")
@WithKey
final class TopicsApi {
  private final HttpContext httpContext;
  private final ApiAccess access;
  private final TopicListing listing;
  private final ApiCommands commands;

  TopicsApi(HttpContext httpContext, ApiAccess access, TopicListing listing, ApiCommands commands) {
    this.httpContext = httpContext;
    this.access = access;
    this.listing = listing;
    this.commands = commands;
  }

  /// The topics that somebody is in and that the key is good for, by name, in pages.
  @Get
  @ExecuteOn(TaskExecutors.BLOCKING)
  @ApiResponse(
      responseCode = "200",
      description = "A page of topics",
      content = @Content(schema = @Schema(ref = "#/components/schemas/TopicList")))
  @ApiResponse(responseCode = "400", ref = "#/components/responses/Invalid")
  HttpResponse<?> listTopics(
      HttpRequest<?> request,
      @QueryValue @Nullable String after,
      @Schema(type = "integer", minimum = "1", maximum = "200")
          @QueryValue(value = "limit", defaultValue = "50")
          String limit) {
    ApiKey key = access.key(request, KeyScope.READ);
    return TopicListing.Page.of(after == null ? "" : after, limit)
        .<HttpResponse<?>>map(page -> HttpResponse.ok(listing.page(page, key::covers)))
        .orElseGet(() -> TopicListing.badLimit(request));
  }

  /// What a topic is now: as in the reply to a join.
  @Get("/{topic}")
  @ApiResponse(
      responseCode = "200",
      description = "The topic, its epoch, and the number of its latest event",
      content = @Content(schema = @Schema(ref = "#/components/schemas/Topic")))
  @ApiResponse(responseCode = "404", ref = "#/components/responses/NoSuchTopic")
  CompletionStage<? extends HttpResponse<?>> showTopic(
      HttpRequest<?> request, @PathVariable String topic) {
    TopicName name = access.topic(access.key(request, KeyScope.READ), topic);
    return httpContext
        .topics()
        .look(name)
        .thenApply(found ->
            found
                .<HttpResponse<?>>map(TopicsApi::shown)
                .orElseGet(
                    () -> CommandAnswers.refused(request, Refusal.of(Reason.NO_SUCH_TOPIC))));
  }

  private static MutableHttpResponse<byte[]> shown(Snapshot topic) {
    return HttpResponse.ok(TopicWriter.state(topic.at(System.currentTimeMillis())))
        .contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  /// What the spam guard has against somebody in a topic: its score, and the latest verdicts, the
  /// oldest first. Each node of a cluster knows what it has judged itself, and this is the node
  /// that answers.
  @Get("/{topic}/why")
  @ApiResponse(
      responseCode = "200",
      description = "What this node knows",
      content = @Content(schema = @Schema(ref = "#/components/schemas/Reputation")))
  @ApiResponse(responseCode = "404", ref = "#/components/responses/NoSuchTopic")
  @ApiResponse(responseCode = "422", ref = "#/components/responses/Invalid")
  HttpResponse<?> why(
      HttpRequest<?> request,
      @PathVariable String topic,
      @Parameter(description = "The member's id, which is needed") @QueryValue @Nullable
          String member) {
    ApiKey key = access.key(request, KeyScope.MODERATE);
    TopicName name = access.topic(key, topic);
    Asked asked = new Asked(name, CommandReader.WHY, ApiCommands.query(request), Optional.empty());
    return CommandAnswers.of(request, name, commands.why(key, asked));
  }

  /// A command that only reads; its fields are in the query.
  @Get("/{topic}/{word}")
  @ApiResponse(
      responseCode = "200",
      description = "As a client on the socket would be replied",
      content = @Content(schema = @Schema(type = "object")))
  @ApiResponse(responseCode = "404", ref = "#/components/responses/NoSuchTopic")
  @ApiResponse(responseCode = "422", ref = "#/components/responses/Invalid")
  CompletionStage<? extends HttpResponse<?>> read(
      HttpRequest<?> request, @PathVariable String topic, @PathVariable String word) {
    ApiKey key = access.key(request);
    TopicName name = access.topic(key, topic);
    return commands
        .read(key, new Asked(name, word, ApiCommands.query(request), Optional.empty()))
        .thenApply(outcome -> CommandAnswers.of(request, name, outcome));
  }

  /// A command, of the server or of an extension; its payload is the body.
  @Post("/{topic}/{word}")
  @RequestBody(content = @Content(schema = @Schema(ref = "#/components/schemas/Payload")))
  @ApiResponse(
      responseCode = "200",
      description = "As a client on the socket would be replied",
      content = @Content(schema = @Schema(type = "object")))
  @ApiResponse(responseCode = "400", ref = "#/components/responses/NoObject")
  @ApiResponse(responseCode = "404", ref = "#/components/responses/NoSuchTopic")
  @ApiResponse(responseCode = "409", ref = "#/components/responses/Conflict")
  @ApiResponse(responseCode = "422", ref = "#/components/responses/Invalid")
  CompletionStage<? extends HttpResponse<?>> command(
      HttpRequest<?> request,
      @PathVariable String topic,
      @PathVariable String word,
      @Body @Nullable String body) {
    ApiKey key = access.key(request);
    TopicName name = access.topic(key, topic);
    return commands
        .send(
            key,
            new Asked(
                name,
                word,
                ApiCommands.withVersion(request, word, JsonBody.object(body)),
                Idempotency.idOf(request)))
        .thenApply(outcome -> CommandAnswers.of(request, name, outcome));
  }

  /// Makes a token with which a page may read the topic's events, or watch it on a socket.
  @Post("/{topic}/read-tokens")
  @RequestBody(content = @Content(schema = @Schema(implementation = Bodies.NewReadToken.class)))
  @ApiResponse(
      responseCode = "201",
      description = "The token",
      content = @Content(schema = @Schema(implementation = Answers.ReadToken.class)))
  @ApiResponse(responseCode = "400", ref = "#/components/responses/NoObject")
  @ApiResponse(responseCode = "404", ref = "#/components/responses/NoSuchTopic")
  @ApiResponse(responseCode = "422", ref = "#/components/responses/Invalid")
  HttpResponse<?> makeReadToken(
      HttpRequest<?> request, @PathVariable String topic, @Body @Nullable String body) {
    TopicName name = access.topic(access.key(request, KeyScope.READ), topic);
    Bodies.NewReadToken asked = JsonBody.read(JsonBody.object(body), Bodies.NewReadToken::of);
    ReadTokens.Signed token =
        httpContext.api().readTokens().sign(name, ApiAccess.idOfKey(request), asked.life());
    return HttpResponse.created(Answers.ReadToken.of(token));
  }
}
