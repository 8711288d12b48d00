package hubbub.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import hubbub.topic.extension.Payload;
import hubbub.wire.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads JSON objects into [Payload]s, and writes them. Pure functions.
public final class PayloadJson {
  private PayloadJson() {}

  /// The payload that `object` is. `null` fields are left out; a whole number too big for a long
  /// becomes a double. Empty if it has a number that no double can hold, such as `1e999`.
  public static Optional<Payload> read(JsonNode object) {
    try {
      return Optional.of(payload(object));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Payload payload(JsonNode object) {
    Map<String, Object> fields = new LinkedHashMap<>();
    object
        .properties()
        .forEach(field -> {
          if (!field.getValue().isNull()) {
            fields.put(field.getKey(), value(field.getValue()));
          }
        });
    return Payload.of(fields);
  }

  private static Object value(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> node.textValue();
      case BOOLEAN -> node.booleanValue();
      case OBJECT -> payload(node);
      case ARRAY -> {
        List<Object> elements = new ArrayList<>();
        node.forEach(element -> {
          if (!element.isNull()) {
            elements.add(value(element));
          }
        });
        yield elements;
      }
      case NUMBER -> {
        boolean isLong = node.isIntegralNumber() && node.canConvertToLong();
        yield isLong ? (Object) node.longValue() : (Object) node.doubleValue();
      }
      case NULL, MISSING, BINARY, POJO ->
          throw new IllegalArgumentException("no JSON value: " + node.getNodeType());
    };
  }

  /// Writes `payload` as an object.
  static void write(JsonWriter json, Payload payload) {
    json.beginObject();
    fields(json, payload);
    json.endObject();
  }

  /// Writes the fields of `payload` into the object that `json` is in.
  static void fields(JsonWriter json, Payload payload) {
    payload
        .fields()
        .forEach((name, value) -> {
          json.name(name);
          value(json, value);
        });
  }

  private static void value(JsonWriter json, Object value) {
    switch (value) {
      case String text -> json.value(text);
      case Payload object -> write(json, object);
      case List<?> list -> {
        json.beginArray();
        list.forEach(element -> value(json, element));
        json.endArray();
      }
      default -> json.raw(value.toString()); // a number or a boolean
    }
  }
}
