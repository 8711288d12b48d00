package hubbub.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hubbub.http.ApiCommands.Asked;
import hubbub.identity.ApiKey;
import hubbub.logging.ThrottledLog;
import hubbub.protocol.ReplyWriter;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.TopicName;
import hubbub.wire.Fields;
import hubbub.wire.JsonWriter;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Several commands of another program in one request, carried out one after the other; one that is
/// refused does not keep the next ones from being tried.
@Controller("/api/v1/batch")
@Tag(name = "Topics")
@WithKey
final class BatchApi {
  private static final ThrottledLog LOG = new ThrottledLog(BatchApi.class);
  private static final int MOST = 100;

  private final ApiAccess access;
  private final ApiCommands commands;

  BatchApi(ApiAccess access, ApiCommands commands) {
    this.access = access;
    this.commands = commands;
  }

  /// Carries out several commands, one after the other. The replies are as on the socket; one that
  /// is refused does not keep the next ones from being tried. `id` is what `Idempotency-Key` is for
  /// a single command.
  @Post
  @RequestBody(content = @Content(schema = @Schema(ref = "#/components/schemas/Batch")))
  @ApiResponse(
      responseCode = "200",
      description = "What came of each",
      content = @Content(schema = @Schema(ref = "#/components/schemas/Replies")))
  @ApiResponse(responseCode = "400", ref = "#/components/responses/NoObject")
  @ApiResponse(responseCode = "422", ref = "#/components/responses/Invalid")
  CompletionStage<? extends HttpResponse<?>> batch(
      HttpRequest<?> request, @Body @Nullable String body) {
    ApiKey key = access.key(request);
    JsonNode all = JsonBody.object(body).path("commands");
    if (!all.isArray() || all.isEmpty() || all.size() > MOST) {
      throw RequestRefused.invalid("commands", "an array of 1 to " + MOST + " commands");
    }
    List<ReplyWriter.Reply> replies = new ArrayList<>();
    CompletionStage<Void> done = CompletableFuture.completedStage(null);
    for (int i = 0; i < all.size(); i++) {
      JsonNode one = all.get(i);
      boolean isFirst = i == 0;
      done = done.thenCompose(_ -> reply(key, one, isFirst)).thenAccept(replies::add);
    }
    return done.thenApply(
        _ -> HttpResponse.ok(written(replies)).contentType(MediaType.APPLICATION_JSON_TYPE));
  }

  /// Each command after the first counts as another request of the key. Whatever is wrong with one
  /// is its reply: those before it have been carried out.
  private CompletionStage<ReplyWriter.Reply> reply(ApiKey key, JsonNode asked, boolean isFirst) {
    return CompletableFuture.completedStage(asked)
        .thenCompose(_ -> {
          if (!isFirst) {
            access.take(key);
          }
          Ordered ordered = JsonBody.read(asked, Ordered::of);
          TopicName topic = access.topic(key, ordered.topic());
          return commands
              .send(key, ordered.in(topic))
              .thenApply(outcome -> ReplyWriter.of(topic, outcome));
        })
        .exceptionally(BatchApi::failed);
  }

  private static ReplyWriter.Reply failed(Throwable failure) {
    Throwable cause = Optional.ofNullable(failure.getCause()).orElse(failure);
    if (cause instanceof RequestRefused refused) {
      return refused.reply();
    }
    LOG.error("A bug in Hubbub failed one command of a batch. Please report it", cause);
    return ReplyWriter.refused(Refusal.of(Reason.INTERNAL));
  }

  /// One of the commands, as it is written in the request.
  private record Ordered(String topic, String word, ObjectNode payload, Optional<String> id) {
    static Ordered of(Fields fields) throws Fields.InvalidField {
      return new Ordered(
          fields.text("topic"),
          fields.text("command"),
          fields
              .optionalObject("payload")
              .map(ObjectNode.class::cast)
              .orElseGet(JsonNodeFactory.instance::objectNode),
          fields.optionalText("id").map(Idempotency::checked));
    }

    Asked in(TopicName name) {
      return new Asked(name, word, payload, id);
    }
  }

  private static byte[] written(List<ReplyWriter.Reply> replies) {
    JsonWriter json = new JsonWriter().beginObject().name("replies").beginArray();
    for (ReplyWriter.Reply reply : replies) {
      json.beginObject()
          .field("status", reply.status())
          .name("response")
          .raw(reply.response())
          .endObject();
    }
    return json.endArray().endObject().toBytes();
  }
}
