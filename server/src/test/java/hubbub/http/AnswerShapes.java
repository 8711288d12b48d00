package hubbub.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hubbub.codec.Samples;
import hubbub.protocol.EventWriter;
import hubbub.protocol.ReplyWriter;
import hubbub.topic.Change;
import hubbub.topic.CommandName;
import hubbub.topic.Event;
import hubbub.topic.HeldMessage;
import hubbub.topic.Outcome;
import hubbub.topic.TopicName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Finds out what commands are answered with from what [ReplyWriter] writes of samples of each
/// outcome: a field is required if all samples have it. So a description made of it says what the
/// writer does.
final class AnswerShapes {
  private static final TopicName TOPIC = new TopicName("room:lobby");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private AnswerShapes() {}

  /// The schemas of all answers, by name.
  static Map<String, ObjectNode> all() {
    Map<String, ObjectNode> all = new TreeMap<>();
    Stream.of(CommandName.values())
        .flatMap(name -> samplesOf(name).entrySet().stream())
        .forEach(its -> all.computeIfAbsent(its.getKey(), _ -> schema(its.getValue())));
    addEntries(all);
    return all;
  }

  /// The entries of a list may be of several kinds: each has a schema of its own.
  private static void addEntries(Map<String, ObjectNode> all) {
    ArrayNode kinds = JSON.arrayNode();
    for (Class<?> kind : Outcome.Listed.Entry.class.getPermittedSubclasses()) {
      List<JsonNode> entries =
          entries(kind).map(it -> it.at("/entries/0")).filter(JsonNode::isObject).toList();
      all.put(kind.getSimpleName(), schema(entries));
      kinds.addObject().put("$ref", "#/components/schemas/" + kind.getSimpleName());
    }
    ((ObjectNode) Objects.requireNonNull(all.get("Listed")).at("/properties/entries/items"))
        .removeAll()
        .set("anyOf", kinds);
  }

  /// The names of the schemas of a command's answers.
  static Set<String> of(CommandName name) {
    return samplesOf(name).keySet();
  }

  private static Map<String, List<JsonNode>> samplesOf(CommandName name) {
    return switch (name) {
      case SEND -> samples(Outcome.Sent.class);
      case HISTORY -> Map.of("Messages", messages());
      case ROSTER -> Map.of("Members", members());
      case LIST -> lists();
      case WHOIS -> samples(Outcome.Whois.class);
      case NEWCOMERS -> samples(Outcome.Newcomers.class);
      case SWEEP -> samples(Outcome.Swept.class);
      case SETTINGS -> samples(Outcome.Configured.class);
      case SET_NICK,
          SET_TITLE,
          SET_QUIET,
          SET_SLOW,
          SHIELD,
          SET_LOCK,
          GRANT,
          REVOKE,
          MUTE,
          UNMUTE,
          WARN,
          ACKNOWLEDGE,
          APPROVE,
          REJECT,
          KICK,
          DELETE,
          CLEAR,
          UNDO_SWEEP,
          REMOVE_KEYWORD,
          PIN_KEYWORD,
          BAN,
          UNBAN,
          REGISTER,
          CONFIGURE,
          UNREGISTER ->
          Map.of("Done", List.of(answer(Outcome.OK)));
    };
  }

  private static Map<String, List<JsonNode>> samples(Class<? extends Outcome> type) {
    return Map.of(
        type.getSimpleName(), Samples.of(type).stream().map(AnswerShapes::answer).toList());
  }

  /// Samples of changes have no frames that members could have got, and a sample's meta is no JSON.
  private static List<JsonNode> messages() {
    EventWriter writer = new EventWriter();
    List<Change> changes =
        Samples.of(Event.Message.class).stream()
            .map(it ->
                new Event.Message(
                    it.id(), it.from(), it.body(), it.nonce(), json(it.meta()), it.deleted()))
            .map(it -> new Change(1, 1, 1, null, it, writer.frame(TOPIC, 1, 1, it)))
            .toList();
    return List.of(answer(new Outcome.Messages(changes)));
  }

  /// Who is no moderator is not told who is muted.
  private static List<JsonNode> members() {
    return Samples.of(Outcome.Members.class).stream()
        .flatMap(it -> Stream.of(it, new Outcome.Members(it.members(), Map.of(), it.next())))
        .map(AnswerShapes::answer)
        .toList();
  }

  private static Map<String, List<JsonNode>> lists() {
    Map<String, List<JsonNode>> all = new LinkedHashMap<>(samples(Outcome.Audited.class));
    all.put(
        "Listed",
        Stream.of(Outcome.Listed.Entry.class.getPermittedSubclasses())
            .flatMap(AnswerShapes::entries)
            .toList());
    return all;
  }

  /// Lists of one entry of that kind.
  private static Stream<JsonNode> entries(Class<?> kind) {
    return Samples.of(kind).stream()
        .map(it -> it instanceof HeldMessage held ? json(held) : (Outcome.Listed.Entry) it)
        .flatMap(entry -> Stream.of(listed(entry, ""), listed(entry, "next")));
  }

  private static HeldMessage json(HeldMessage it) {
    return new HeldMessage(
        it.id(),
        it.from(),
        it.body(),
        it.nonce(),
        json(it.meta()),
        it.terms(),
        it.rule(),
        it.at(),
        it.expiresAt());
  }

  private static Optional<String> json(Optional<String> meta) {
    return meta.map(_ -> "{}");
  }

  private static JsonNode listed(Outcome.Listed.Entry entry, String next) {
    return answer(
        new Outcome.Listed(List.of(entry), Optional.of(next).filter(it -> !it.isEmpty())));
  }

  private static JsonNode answer(Outcome outcome) {
    try {
      return MAPPER.readTree(ReplyWriter.of(TOPIC, outcome).response());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode schema(List<JsonNode> samples) {
    JsonNode first = samples.getFirst();
    if (!samples.stream().allMatch(it -> it.getNodeType() == first.getNodeType())) {
      throw new AssertionError("of several types: " + samples);
    }
    return switch (first.getNodeType()) {
      case OBJECT -> object(samples);
      case ARRAY -> array(samples);
      case STRING -> JSON.objectNode().put("type", "string");
      case BOOLEAN -> JSON.objectNode().put("type", "boolean");
      case NUMBER -> JSON.objectNode().put("type", "integer").put("format", "int64");
      default -> throw new AssertionError("no schema of " + first);
    };
  }

  private static ObjectNode object(List<JsonNode> samples) {
    Set<String> names = new LinkedHashSet<>();
    samples.forEach(it -> it.fieldNames().forEachRemaining(names::add));
    ObjectNode schema = JSON.objectNode().put("type", "object");
    if (names.isEmpty()) {
      return schema;
    }
    List<String> always =
        names.stream().filter(name -> samples.stream().allMatch(it -> it.has(name))).toList();
    if (!always.isEmpty()) {
      ArrayNode required = schema.putArray("required");
      always.forEach(required::add);
    }
    ObjectNode properties = schema.putObject("properties");
    names.forEach(name ->
        properties.set(
            name,
            schema(samples.stream().filter(it -> it.has(name)).map(it -> it.get(name)).toList())));
    return schema;
  }

  private static ObjectNode array(List<JsonNode> samples) {
    List<JsonNode> items =
        samples.stream().flatMap(it -> StreamSupport.stream(it.spliterator(), false)).toList();
    return JSON.objectNode().put("type", "array").set("items", schema(items));
  }
}
