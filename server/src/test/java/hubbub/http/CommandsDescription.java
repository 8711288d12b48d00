package hubbub.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hubbub.protocol.CommandReader;
import hubbub.protocol.Reading;
import hubbub.topic.Command;
import hubbub.topic.CommandName;
import java.util.List;

/// The part of the API's description that is about the server's commands: a route for each, with
/// the fields that [CommandReader] reads, and with what [AnswerShapes] says of its answers.
final class CommandsDescription {
  private static final int MAX_BODY = 4096;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private CommandsDescription() {}

  /// All of it, as a document of OpenAPI 3.0.
  static ObjectNode document() {
    ObjectNode document = JSON.objectNode().put("openapi", "3.0.1");
    ObjectNode paths = document.putObject("paths");
    for (CommandName name : CommandName.values()) {
      paths.set("/api/v1/topics/{topic}/" + name.word(), path(name));
    }
    ObjectNode schemas = document.putObject("components").putObject("schemas");
    AnswerShapes.all().forEach(schemas::set);
    return document;
  }

  /// The fields of a command's payload.
  static PayloadProbe.Shape shape(CommandName name) {
    PayloadProbe.Shape shape =
        PayloadProbe.of(payload -> CommandReader.read(name.word(), payload, MAX_BODY));
    if (name == CommandName.SEND) {
      shape.schemas().put("as", bot());
    }
    if (shape.schemas().containsKey("links")) {
      shape.schemas().put("links", links(name).put("nullable", true));
    }
    return shape;
  }

  private static ObjectNode links(CommandName name) {
    PayloadProbe.Shape shape =
        PayloadProbe.of(links ->
            CommandReader.read(name.word(), JSON.objectNode().set("links", links), MAX_BODY));
    return schema(shape, shape.required());
  }

  private static ObjectNode bot() {
    PayloadProbe.Shape shape =
        PayloadProbe.of(bot -> CommandReader.bot(JSON.objectNode().set("as", bot)));
    return schema(shape, shape.required());
  }

  private static ObjectNode path(CommandName name) {
    PayloadProbe.Shape shape = shape(name);
    Command sample = sample(name, shape);
    ObjectNode path = JSON.objectNode();
    if (sample instanceof Command.Read) {
      ObjectNode get = operation(name, sample, "Query");
      ArrayNode parameters = get.putArray("parameters").add(topic());
      fieldsInQuery(shape, parameters);
      responses(get, name);
      path.set("get", get);
    }
    ObjectNode post = operation(name, sample, "");
    post.putArray("parameters").add(topic()).add(ref("parameters", "IdempotencyKey"));
    if (name == CommandName.CONFIGURE) {
      post.withArray("parameters").add(ref("parameters", "IfMatch"));
    }
    body(post, name, shape);
    responses(post, name);
    path.set("post", post);
    return path;
  }

  private static Command sample(CommandName name, PayloadProbe.Shape shape) {
    if (CommandReader.read(name.word(), shape.least(), MAX_BODY)
        instanceof Reading.Valid<Command>(Command command)) {
      return command;
    }
    throw new AssertionError(name + " is not read: " + shape.least());
  }

  private static ObjectNode operation(CommandName name, Command sample, String suffix) {
    ObjectNode operation = JSON.objectNode();
    operation.putArray("tags").add("Commands");
    operation
        .put("summary", summary(name))
        .put(
            "description",
            "The command `%s`. The key needs the scope `%s`."
                .formatted(name.word(), ApiCommands.scopeOf(sample).word()))
        .put("operationId", name.word() + suffix);
    operation.putArray("security").addObject().putArray("key");
    return operation;
  }

  private static ObjectNode topic() {
    ObjectNode topic =
        JSON.objectNode().put("name", "topic").put("in", "path").put("required", true);
    topic.putObject("schema").put("type", "string").put("example", "room:lobby");
    return topic;
  }

  private static void fieldsInQuery(PayloadProbe.Shape shape, ArrayNode parameters) {
    shape
        .schemas()
        .forEach((field, schema) -> {
          ObjectNode plain = schema.deepCopy();
          plain.remove("nullable");
          parameters
              .addObject()
              .put("name", field)
              .put("in", "query")
              .put("required", shape.required().contains(field))
              .set("schema", plain);
        });
  }

  private static void body(ObjectNode post, CommandName name, PayloadProbe.Shape shape) {
    boolean isNaming =
        CommandReader.account(name.word(), JSON.objectNode().put("account", "x")).isPresent();
    List<String> always =
        shape.required().stream().filter(field -> !isNaming || !field.equals("member")).toList();
    ObjectNode schema = schema(shape, always);
    if (isNaming) {
      ((ObjectNode) schema.path("properties")).putObject("account").put("type", "string");
      if (shape.required().contains("member")) {
        ArrayNode ways = schema.putArray("anyOf");
        for (String way : List.of("member", "account", "prefix")) {
          if (schema.path("properties").has(way)) {
            ways.addObject().putArray("required").add(way);
          }
        }
      }
    }
    ObjectNode body = post.putObject("requestBody").put("required", !shape.required().isEmpty());
    body.putObject("content").putObject("application/json").set("schema", schema);
  }

  private static ObjectNode schema(PayloadProbe.Shape shape, List<String> required) {
    ObjectNode schema = JSON.objectNode().put("type", "object");
    if (!required.isEmpty()) {
      ArrayNode names = schema.putArray("required");
      required.forEach(names::add);
    }
    ObjectNode properties = schema.putObject("properties");
    shape.schemas().forEach(properties::set);
    return schema;
  }

  private static void responses(ObjectNode operation, CommandName name) {
    ObjectNode responses = operation.putObject("responses");
    responses.set("200", answer(name));
    responses.set("400", ref("responses", "NoObject"));
    responses.set("401", ref("responses", "BadKey"));
    responses.set("403", ref("responses", "KeyForbidden"));
    responses.set("404", ref("responses", "NoSuchTopic"));
    responses.set("409", ref("responses", "Conflict"));
    if (name == CommandName.CONFIGURE) {
      responses.set("412", ref("responses", "Changed"));
    }
    responses.set("422", ref("responses", "Invalid"));
    responses.set("429", ref("responses", "TooOften"));
    responses.set("503", ref("responses", "Unavailable"));
  }

  private static ObjectNode answer(CommandName name) {
    List<ObjectNode> all =
        AnswerShapes.of(name).stream().sorted().map(it -> ref("schemas", it)).toList();
    ObjectNode schema = all.getFirst();
    if (all.size() > 1) {
      schema = JSON.objectNode();
      schema.putArray("anyOf").addAll(all);
    }
    ObjectNode answer =
        JSON.objectNode().put("description", "As a client on the socket would be replied");
    answer.putObject("content").putObject("application/json").set("schema", schema);
    return answer;
  }

  private static ObjectNode ref(String kind, String name) {
    return JSON.objectNode().put("$ref", "#/components/" + kind + "/" + name);
  }

  private static String summary(CommandName name) {
    return switch (name) {
      case SEND -> "Says something, as the server or as a bot.";
      case SET_NICK -> "Gives a member another nick. Members alone can.";
      case HISTORY -> "The latest messages.";
      case ROSTER -> "Who is there.";
      case LIST -> "Who is banned, muted or has a rank; or the audit log.";
      case WHOIS -> "What is known of somebody.";
      case NEWCOMERS -> "Who has no rank and first joined lately.";
      case SWEEP -> "Mutes or kicks all who joined lately, or deletes their messages.";
      case UNDO_SWEEP -> "Takes a sweep back.";
      case SET_TITLE -> "Sets the title.";
      case SET_QUIET -> "Lets only those of a rank speak.";
      case SET_SLOW -> "Lets each person speak only so often.";
      case SHIELD -> "Holds newcomers back for a while.";
      case SET_LOCK -> "Sets a password, lets only members in, or limits how many may be in.";
      case GRANT -> "Gives somebody a rank.";
      case REVOKE -> "Takes somebody's rank away.";
      case MUTE -> "Keeps somebody from speaking.";
      case UNMUTE -> "Lets somebody speak again.";
      case WARN -> "Warns somebody.";
      case ACKNOWLEDGE -> "Says that one has read a warning. Members alone can.";
      case APPROVE -> "Lets a message pass that was held.";
      case REJECT -> "Refuses a message that was held.";
      case KICK -> "Puts somebody out.";
      case DELETE -> "Deletes a message.";
      case CLEAR -> "Deletes all messages, or somebody's.";
      case REMOVE_KEYWORD -> "Removes a keyword.";
      case PIN_KEYWORD -> "Pins a keyword.";
      case BAN -> "Keeps somebody from coming.";
      case UNBAN -> "Lets somebody come again.";
      case REGISTER -> "Has the topic remembered, with these settings.";
      case CONFIGURE -> "Changes settings of a registered topic.";
      case SETTINGS -> "The settings of a registered topic.";
      case UNREGISTER -> "Has the topic remembered no longer.";
    };
  }
}
