package hubbub.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hubbub.topic.extension.Payload;
import hubbub.wire.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads JSON objects into [Payload]s, and writes them. Pure functions.
public final class PayloadJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PayloadJson() {}

  /// The payload that `object` is. `null` is left out; a whole number too big for a long becomes a
  /// double.
  ///
  /// @throws IllegalArgumentException if it is no object, or has a number that no double can hold,
  ///   such as `1e999`
  static Payload read(JsonNode object) {
    if (!object.isObject()) {
      throw new IllegalArgumentException("no object: " + object.getNodeType());
    }
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
      case OBJECT -> read(node);
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

  /// The payload that `json`, an object, is.
  ///
  /// @throws IllegalArgumentException if it is no object
  public static Payload read(byte[] json) {
    try {
      return read(JSON.readTree(json));
    } catch (IOException e) {
      throw new IllegalArgumentException("no JSON", e);
    }
  }

  /// `payload` as an object.
  static byte[] bytes(Payload payload) {
    JsonWriter json = new JsonWriter();
    write(json, payload);
    return json.toBytes();
  }

  private static void write(JsonWriter json, Payload payload) {
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
