package hubbub.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hubbub.wire.Fields.InvalidField;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
  private static JsonNode json(String text) {
    try {
      return new JsonMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Fields fields(String text) throws InvalidField {
    return Fields.of(json(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "1", "\"x\""})
  void only_an_object_has_fields(String payload) {
    InvalidField fault = assertThrows(InvalidField.class, () -> fields(payload));
    assertEquals("payload", fault.field());
  }

  @Test
  void lengths_are_in_code_points() throws InvalidField {
    assertEquals("😀😀", fields("{\"a\":\"😀😀\"}").text("a", 1, 2));
    assertThrows(InvalidField.class, () -> fields("{\"a\":\"😀😀\"}").text("a", 1, 1));
    assertThrows(InvalidField.class, () -> fields("{\"a\":\"\"}").text("a", 1, 2));
  }

  @Test
  void null_counts_as_absent() throws InvalidField {
    Fields fields = fields("{\"a\":null}");
    assertEquals(Optional.empty(), fields.optionalText("a"));
    assertEquals(OptionalLong.empty(), fields.optionalInteger("a", 0, 1));
    assertEquals(Optional.empty(), fields.optionalFlag("a"));
    assertEquals(Optional.empty(), fields.optionalObject("a"));
    assertThrows(InvalidField.class, () -> fields.text("a"));
  }

  @Test
  void a_list_has_texts_within_its_bounds() throws InvalidField {
    assertEquals(
        Optional.of(List.of("x", "yz")), fields("{\"a\":[\"x\",\"yz\"]}").optionalTexts("a", 2, 2));
    assertEquals(Optional.of(List.of()), fields("{\"a\":[]}").optionalTexts("a", 2, 2));
    assertEquals(Optional.empty(), fields("{\"a\":null}").optionalTexts("a", 2, 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "\"x\"",
        "[1]",
        "[\"x\",null]",
        "[\"\"]",
        "[\"xyz\"]",
        "[\"x\",\"x\",\"x\"]"
      })
  void nothing_else_is_a_list_of_texts(String value) {
    InvalidField fault =
        assertThrows(
            InvalidField.class, () -> fields("{\"a\":" + value + "}").optionalTexts("a", 2, 2));
    assertEquals("a list of at most 2 strings of 1 to 2 characters", fault.expected());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "1e300", "99999999999999999999", "\"1\"", "true", "-1", "11"})
  void a_whole_number_is_one_and_between_its_bounds(String value) {
    InvalidField fault =
        assertThrows(InvalidField.class, () -> fields("{\"a\":" + value + "}").integer("a", 0, 10));
    assertEquals("a", fault.field());
    assertEquals("a whole number from 0 to 10", fault.expected());
  }

  @Test
  void values_shown_to_others_are_bounded_and_have_no_dangerous_keys() {
    assertTrue(Json.isSafe(json("{\"a\":{\"b\":[1]}}"), 3, 100));
    assertFalse(Json.isSafe(json("{\"a\":{\"b\":[1]}}"), 2, 100));
    assertFalse(Json.isSafe(json("{\"a\":\"xxxxxxxxxx\"}"), 3, 10));
    assertFalse(Json.isSafe(json("{\"a\":{\"__proto__\":1}}"), 3, 100));
    assertFalse(Json.isSafe(json("[{\"constructor\":1}]"), 3, 100));
    assertFalse(Json.isSafe(json("{\"a\":[1e999]}"), 3, 100));
    assertTrue(Json.isSafe(json("{\"a\":[1e300,0.5]}"), 3, 100));
  }

  @Test
  void versions_are_three_part_and_of_v2() {
    assertTrue(Vsn.negotiate(Optional.of("2.0.0")).isPresent());
    assertTrue(Vsn.negotiate(Optional.of("2.0.7")).isPresent());
    for (String other : new String[] {"2", "2.0", "2.1.0", "1.0.0", "123.1.1", "2.0.0 ", "2.0.x"}) {
      assertTrue(Vsn.negotiate(Optional.of(other)).isEmpty(), other);
    }
    assertTrue(Vsn.negotiate(Optional.empty()).isEmpty());
  }
}
