package hubbub.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hubbub.protocol.ReplyWriter;
import hubbub.topic.Outcome;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.Registration;
import hubbub.topic.TopicName;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Turns what came of a command into an answer: what a client on the socket would be replied, or a
/// problem with the same `reason` and details.
final class CommandAnswers {
  private static final String OK = "ok";

  /// What problem details have anyway.
  private static final List<String> FIELDS_OF_PROBLEMS =
      List.of("type", "title", "status", "detail", "reason");

  private CommandAnswers() {}

  static MutableHttpResponse<?> of(HttpRequest<?> request, TopicName topic, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Refused(Refusal refusal) -> refused(request, refusal);
      case Outcome.Custom custom when !custom.status().equals(OK) ->
          refused(request, ReplyWriter.of(topic, custom));
      default ->
          tagged(
              HttpResponse.ok(ReplyWriter.of(topic, outcome).response())
                  .contentType(MediaType.APPLICATION_JSON_TYPE),
              outcome);
    };
  }

  /// What an extension replies that has not done what it was asked.
  private static MutableHttpResponse<?> refused(HttpRequest<?> request, ReplyWriter.Reply reply) {
    ObjectNode response = JsonBody.object(reply.response());
    String reason = response.path("reason").asText(reply.status());
    Map<String, Object> fields = new LinkedHashMap<>();
    response
        .without(FIELDS_OF_PROBLEMS)
        .properties()
        .forEach(it -> fields.put(it.getKey(), value(it.getValue())));
    return Problem.of(
        request,
        HttpStatus.UNPROCESSABLE_ENTITY,
        reason,
        "The topic's extension refused it.",
        fields);
  }

  private static Object value(JsonNode field) {
    return field.isIntegralNumber() && field.canConvertToLong() ? field.longValue() : field;
  }

  /// The answer, with an entity tag if `outcome` is a topic's settings.
  private static MutableHttpResponse<?> tagged(MutableHttpResponse<?> answer, Outcome outcome) {
    return outcome instanceof Outcome.Configured(Registration registration)
        ? answer.header(HttpHeaders.ETAG, "\"" + registration.version() + "\"")
        : answer;
  }

  static MutableHttpResponse<?> refused(HttpRequest<?> request, Refusal refusal) {
    return Problem.of(
        request,
        status(refusal.reason()),
        refusal.reason().word(),
        detail(refusal.reason()),
        refusal.details());
  }

  /// The status of a refusal for that reason.
  static HttpStatus status(Reason reason) {
    return switch (reason) {
      case NO_SUCH_TOPIC,
          UNKNOWN_COMMAND,
          UNKNOWN_MEMBER,
          UNKNOWN_MESSAGE,
          UNKNOWN_ACCOUNT,
          UNMATCHED_TOPIC ->
          HttpStatus.NOT_FOUND;
      case INVALID, EMPTY, TOO_LONG, BAD_NICK, BAD_TOKEN -> HttpStatus.UNPROCESSABLE_ENTITY;
      case UNAVAILABLE, OVERLOADED, SHUTTING_DOWN, JOIN_CRASHED, INCOMPATIBLE ->
          HttpStatus.SERVICE_UNAVAILABLE;
      case SPAM, SLOW -> HttpStatus.TOO_MANY_REQUESTS;
      case INTERNAL -> HttpStatus.INTERNAL_SERVER_ERROR;
      case CHANGED -> HttpStatus.PRECONDITION_FAILED;
      case ALREADY, LAST_OWNER, NICK_TAKEN, NICK_RESERVED, FULL -> HttpStatus.CONFLICT;
      case BANNED,
          KICKED,
          MEMBERS_ONLY,
          ACCOUNTS_ONLY,
          SIGN_IN,
          TOKEN_EXPIRED,
          WRONG_PASSWORD,
          MAY_NOT_FOUND,
          TOO_MANY_CHANNELS,
          SPECTATOR,
          QUIET,
          HELD,
          ACKNOWLEDGE_FIRST,
          MUTED,
          RANK_TOO_LOW,
          OUTRANKED ->
          HttpStatus.FORBIDDEN;
    };
  }

  private static String detail(Reason reason) {
    return switch (reason) {
      case NO_SUCH_TOPIC -> "Nobody is in that topic.";
      case UNKNOWN_COMMAND -> "There is no such command.";
      case UNKNOWN_MEMBER -> "Nobody with that id is in the topic.";
      case UNKNOWN_MESSAGE -> "The topic has no such message any more.";
      case UNKNOWN_ACCOUNT -> "There is no such account.";
      case INVALID -> "A field is not as expected.";
      case EMPTY -> "Nothing of it would be seen.";
      case TOO_LONG -> "It is too long.";
      case UNAVAILABLE, OVERLOADED, SHUTTING_DOWN -> "This is not possible now; try again later.";
      case RANK_TOO_LOW -> "The key's rank is too low for that.";
      case OUTRANKED -> "That member's rank is not below the key's.";
      case ALREADY -> "It is so already.";
      case CHANGED -> "It was changed since; look again.";
      case LAST_OWNER -> "The topic would be left without an owner.";
      default -> "The topic refused it.";
    };
  }
}
