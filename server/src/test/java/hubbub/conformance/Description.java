package hubbub.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/// The description of the API that a server serves, to compare its answers with. Knows what that
/// description uses of schemas.
record Description(JsonNode document) {
  /// What is not as described in an answer with the status 200, or not described; empty: nothing.
  List<String> faults(String method, String path, JsonNode answer) {
    JsonNode operation = document.path("paths").path(path).path(method);
    JsonNode schema = operation.at("/responses/200/content/application~1json/schema");
    return schema.isMissingNode()
        ? List.of(method + " " + path + " is not described")
        : faults(path, schema, answer);
  }

  private List<String> faults(String at, JsonNode schema, JsonNode value) {
    if (schema.has("$ref")) {
      return faults(at, document.at(schema.path("$ref").asText().substring(1)), value);
    }
    if (schema.has("anyOf")) {
      List<List<String>> all =
          StreamSupport.stream(schema.path("anyOf").spliterator(), false)
              .map(each -> faults(at, each, value))
              .toList();
      return all.stream().anyMatch(List::isEmpty)
          ? List.of()
          : all.stream().flatMap(List::stream).toList();
    }
    return switch (schema.path("type").asText()) {
      case "object" ->
          value.isObject() ? inObject(at, schema, value) : wrong(at, "no object", value);
      case "array" -> value.isArray() ? inArray(at, schema, value) : wrong(at, "no list", value);
      case "string" -> value.isTextual() ? List.of() : wrong(at, "no text", value);
      case "boolean" -> value.isBoolean() ? List.of() : wrong(at, "no flag", value);
      case "integer" -> value.isIntegralNumber() ? List.of() : wrong(at, "not whole", value);
      case "number" -> value.isNumber() ? List.of() : wrong(at, "no number", value);
      default -> wrong(at, "of no known type", value);
    };
  }

  private List<String> inObject(String at, JsonNode schema, JsonNode value) {
    List<String> faults = new ArrayList<>();
    schema
        .path("required")
        .forEach(name -> {
          if (!value.has(name.asText())) {
            faults.addAll(wrong(at + "/" + name.asText(), "missing", value));
          }
        });
    value
        .properties()
        .forEach(field -> {
          if (!schema.has("properties")) {
            return; // whatever is in it
          }
          String there = at + "/" + field.getKey();
          JsonNode its = schema.path("properties").path(field.getKey());
          faults.addAll(
              its.isMissingNode()
                  ? wrong(there, "not described", field.getValue())
                  : faults(there, its, field.getValue()));
        });
    return faults;
  }

  private List<String> inArray(String at, JsonNode schema, JsonNode value) {
    return StreamSupport.stream(value.spliterator(), false)
        .flatMap(it -> faults(at + "[]", schema.path("items"), it).stream())
        .toList();
  }

  private static List<String> wrong(String at, String how, JsonNode value) {
    return List.of(at + ": " + how + ": " + value);
  }
}
