package hubbub.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hubbub.protocol.Reading;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds out which fields a payload has by having it read: without a field, with a wrong one, and
/// with what the refusals say is expected. So a description made of it says what the reader does.
final class PayloadProbe {
  private static final Pattern STRING = Pattern.compile("a string of (\\d+) to (\\d+) characters");
  private static final Pattern WHOLE = Pattern.compile("a whole number from (\\d+)(?: to (\\d+))?");
  private static final Pattern LIST = Pattern.compile("a list of at most (\\d+) strings of (.+)");
  private static final Pattern WORDS = Pattern.compile("\\w+(?:, \\w+)* or \\w+");

  private final Function<JsonNode, Reading<?>> reader;
  private final Asked payload = new Asked();
  private final Map<String, ObjectNode> schemas = new LinkedHashMap<>();
  private final List<String> required = new ArrayList<>();

  private PayloadProbe(Function<JsonNode, Reading<?>> reader) {
    this.reader = reader;
  }

  /// A payload that knows which fields it was asked for.
  @SuppressWarnings({"unchecked", "serial"}) // Jackson's own deepCopy; never serialized
  private static final class Asked extends ObjectNode {
    private static final long serialVersionUID = 1L;
    private final Set<String> names = new LinkedHashSet<>();

    Asked() {
      super(JsonNodeFactory.instance);
    }

    @Override
    public JsonNode path(String name) {
      names.add(name);
      return super.path(name);
    }
  }

  /// The fields that a payload must have, the schemas of all, and the shortest payload that is
  /// read.
  record Shape(List<String> required, Map<String, ObjectNode> schemas, ObjectNode least) {}

  /// What `reader` reads.
  static Shape of(Function<JsonNode, Reading<?>> reader) {
    PayloadProbe probe = new PayloadProbe(reader);
    probe.findRequired();
    probe.findOptional();
    return new Shape(probe.required, probe.schemas, probe.payload);
  }

  private void findRequired() {
    while (reader.apply(payload) instanceof Reading.Refused<?>(Refusal refusal)) {
      String field = field(refusal);
      if (!required.contains(field)) {
        required.add(field);
      }
      ObjectNode schema = schema(expected(refusal));
      schemas.put(field, schema);
      JsonNode before = payload.get(field);
      payload.set(field, sample(schema));
      if (payload.get(field).equals(before)) {
        throw new AssertionError(field + ": no sample of it is read: " + before);
      }
    }
  }

  private void findOptional() {
    for (String name : List.copyOf(payload.names)) {
      if (!required.contains(name)) {
        ObjectNode schema = schemaOfOptional(name);
        schemas.put(name, schema.put("nullable", true));
      }
    }
  }

  private ObjectNode schemaOfOptional(String name) {
    JsonNode list = JsonNodeFactory.instance.arrayNode();
    JsonNode wrong = isRefused(name, list) ? list : JsonNodeFactory.instance.objectNode();
    ObjectNode schema = schema(refusalOf(name, wrong));
    return schema.path("type").asText().equals("string")
            && isRefused(name, JsonNodeFactory.instance.textNode("?"))
        ? schema(refusalOf(name, JsonNodeFactory.instance.textNode("?")))
        : schema;
  }

  private boolean isRefused(String name, JsonNode value) {
    ObjectNode tried = payload.deepCopy().set(name, value);
    return reader.apply(tried) instanceof Reading.Refused<?>(Refusal refusal)
        && refusal.reason() == Reason.INVALID;
  }

  private String refusalOf(String name, JsonNode value) {
    ObjectNode tried = payload.deepCopy().set(name, value);
    if (reader.apply(tried) instanceof Reading.Refused<?>(Refusal refusal)
        && field(refusal).equals(name)) {
      return expected(refusal);
    }
    throw new AssertionError(name + " may be " + value + ", it seems");
  }

  private static String field(Refusal refusal) {
    if (refusal.reason() != Reason.INVALID) {
      throw new AssertionError(refusal);
    }
    return String.valueOf(refusal.details().get("field"));
  }

  private static String expected(Refusal refusal) {
    return String.valueOf(refusal.details().get("expected"));
  }

  private static ObjectNode schema(String expected) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    Matcher string = STRING.matcher(expected);
    Matcher whole = WHOLE.matcher(expected);
    if (string.matches()) {
      return schema
          .put("type", "string")
          .put("minLength", Integer.parseInt(string.group(1)))
          .put("maxLength", Integer.parseInt(string.group(2)));
    }
    if (whole.matches()) {
      schema
          .put("type", "integer")
          .put("format", "int64")
          .put("minimum", Long.parseLong(whole.group(1)));
      return whole.group(2) == null
          ? schema
          : schema.put("maximum", Long.parseLong(whole.group(2)));
    }
    return other(schema, expected);
  }

  private static ObjectNode other(ObjectNode schema, String expected) {
    Matcher list = LIST.matcher(expected);
    if (list.matches()) {
      schema.put("type", "array").put("maxItems", Integer.parseInt(list.group(1)));
      return schema.set("items", schema("a string of " + list.group(2)));
    }
    if (expected.equals("true or false")) {
      return schema.put("type", "boolean");
    }
    if (expected.startsWith("an object")) {
      return schema.put("type", "object");
    }
    schema.put("type", "string");
    if (WORDS.matcher(expected).matches()) {
      for (String word : expected.split(", | or ", -1)) {
        if (!word.equals("null")) {
          schema.withArray("enum").add(word);
        }
      }
      return schema;
    }
    return expected.equals("a string") ? schema : schema.put("description", expected);
  }

  private static JsonNode sample(ObjectNode schema) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (schema.path("type").asText()) {
      case "integer" -> json.numberNode(schema.path("minimum").asLong());
      case "boolean" -> json.booleanNode(true);
      case "object" -> json.objectNode();
      default -> json.textNode(schema.at("/enum/0").asText("x"));
    };
  }
}
