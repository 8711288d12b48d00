package hubbub.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hubbub.wire.Fields;
import io.micronaut.http.HttpStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads the bodies of requests, which are JSON objects. What it does not accept ends by a
/// [RequestRefused]. Pure functions.
final class JsonBody {
  private static final ObjectReader JSON =
      new ObjectMapper()
          .configure(JsonParser.Feature.STRICT_DUPLICATE_DETECTION, true)
          .reader()
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private JsonBody() {}

  /// What a request asks for, made of the fields of its body.
  @FunctionalInterface
  interface Form<T> {
    T read(Fields fields) throws Fields.InvalidField;
  }

  /// The object in a body; an empty one if there is no body.
  static ObjectNode object(@Nullable String body) {
    return body == null || body.isEmpty()
        ? JsonNodeFactory.instance.objectNode()
        : object(body.getBytes(StandardCharsets.UTF_8));
  }

  /// The object in a body that must be there.
  static ObjectNode object(byte[] body) {
    try {
      if (JSON.readTree(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException _) {
      // refused like any other body that is no object
    }
    throw RequestRefused.of(HttpStatus.BAD_REQUEST, "invalid", "The body must be a JSON object.");
  }

  /// What is asked for by `payload`.
  static <T> T read(JsonNode payload, Form<T> form) {
    try {
      return form.read(Fields.of(payload));
    } catch (Fields.InvalidField e) {
      throw RequestRefused.invalid(e.field(), e.expected());
    }
  }
}
