package hubbub.codec;

import com.fasterxml.jackson.core.JsonToken;
import hubbub.topic.extension.Payload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The form of [Payload]s: maps and arrays, as in JSON, in the order of their fields.
final class PayloadCodec {
  static final Form<Payload> PAYLOAD = Form.of(PayloadCodec::write, PayloadCodec::read);

  private static final Form<Object> VALUE = Form.of(PayloadCodec::value, PayloadCodec::value);

  private PayloadCodec() {}

  private static void write(CborWriter out, Payload payload) {
    out.map(payload.fields().size());
    payload.fields().forEach((name, value) -> value(out.text(name), value));
  }

  private static void value(CborWriter out, Object value) {
    switch (value) {
      case String text -> out.text(text);
      case Long number -> out.number(number);
      case Double number -> out.fraction(number);
      case Boolean flag -> out.flag(flag);
      case Payload payload -> write(out, payload);
      case List<?> list -> out.list(List.copyOf(list), VALUE);
      default -> throw new IllegalArgumentException("no part of a payload: " + value.getClass());
    }
  }

  private static Payload read(CborReader in) throws Unreadable {
    Tokens tokens = in.tokens();
    return tokens.in(
        "payload",
        () -> {
          tokens.skip(JsonToken.START_OBJECT, "a map");
          Map<String, Object> fields = new LinkedHashMap<>();
          while (tokens.next() != JsonToken.END_OBJECT) {
            if (fields.put(tokens.name(), value(in)) != null) {
              throw tokens.unreadable("a name twice");
            }
          }
          tokens.skip();
          return Payload.of(fields);
        });
  }

  private static Object value(CborReader in) throws Unreadable {
    Tokens tokens = in.tokens();
    return switch (tokens.next()) {
      case VALUE_STRING -> tokens.text();
      case VALUE_NUMBER_INT -> tokens.number();
      case VALUE_NUMBER_FLOAT -> tokens.fraction();
      case VALUE_TRUE, VALUE_FALSE -> tokens.flag();
      case START_OBJECT -> read(in);
      case START_ARRAY -> in.list(VALUE);
      case NOT_AVAILABLE, FIELD_NAME, END_OBJECT, END_ARRAY, VALUE_EMBEDDED_OBJECT, VALUE_NULL ->
          throw tokens.unreadable(tokens.next() + " (expected: a part of a payload)");
      case null -> throw tokens.unreadable("the end (expected: a part of a payload)");
    };
  }
}
