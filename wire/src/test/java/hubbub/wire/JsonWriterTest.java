package hubbub.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
  private static String text(JsonWriter writer) {
    return new String(writer.toBytes(), UTF_8);
  }

  @Test
  void commas_are_where_they_belong() {
    JsonWriter json = new JsonWriter(1);
    json.beginObject()
        .field("a", 1)
        .name("b")
        .beginArray()
        .value("x")
        .nullValue()
        .raw("{\"y\":2}")
        .beginArray()
        .endArray()
        .endArray()
        .name("c")
        .beginObject()
        .endObject()
        .field("d", true)
        .members("{\"e\":1,\"f\":2}")
        .members("{}")
        .field("g", "")
        .endObject();
    assertEquals(
        "{\"a\":1,\"b\":[\"x\",null,{\"y\":2},[]],\"c\":{},\"d\":true,\"e\":1,\"f\":2,\"g\":\"\"}",
        text(json));
  }

  @Test
  void a_value_that_ends_like_a_bracket_is_still_followed_by_a_comma() {
    assertEquals(
        "[\"[\",\"{\",\":\",\",\"]",
        text(new JsonWriter().beginArray().value("[").value("{").value(":").value(",").endArray()));
  }

  @Test
  void non_ascii_and_slashes_are_raw_and_control_characters_are_not() {
    assertEquals(
        "\"é/€😀\\u0000\\u001f\\n\\r\\t\\\"\\\\\u007f\"",
        text(new JsonWriter().value("é/€😀\u0000\u001f\n\r\t\"\\\u007f")));
  }

  @Test
  void half_a_pair_becomes_the_replacement_character() {
    assertEquals("\"a\ufffdb\ufffd\"", text(new JsonWriter().value("a\ud800b\udc00")));
  }

  @Test
  void any_string_is_read_back_as_it_was() throws IOException {
    Random random = new Random(3);
    JsonMapper mapper = new JsonMapper();
    for (int round = 0; round < 20_000; round++) {
      StringBuilder builder = new StringBuilder();
      for (int i = random.nextInt(30); i > 0; i--) {
        int codePoint = random.nextInt(random.nextBoolean() ? 0x90 : 0x10ffff);
        boolean isHalf = codePoint >= 0xd800 && codePoint <= 0xdfff;
        builder.appendCodePoint(isHalf ? 'x' : codePoint);
      }
      String string = builder.toString();
      byte[] json = new JsonWriter(random.nextInt(8)).value(string).toBytes();
      assertEquals(string, mapper.readValue(json, String.class));
    }
  }
}
