package hubbub.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {
  private static String body(String written) {
    return Text.body(written).orElseThrow(() -> new AssertionError("nothing is seen")).value();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \n\t",
        "\u0000",
        "\u0007\u001b",
        "\u00a0",
        "\u2007",
        "\u200b\u200b",
        "\u2800",
        "\u3164\uffa0",
        "\u2060\ufeff\u00ad",
        "\u202e\u202c",
        "\u2067\u2069",
        "\ufe0f\u200d",
        "\ud834\udd59",
        "\ud834\udd73",
        "\ud80d\udc41",
        "\u17b4",
        "\udb40\udc41",
        "\u2028",
        " \u3000\u0085"
      })
  void that_shows_nothing_is_refused(String written) {
    assertEquals(Optional.empty(), Text.body(written));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "two\nlines\tand a tab",
        "\u00a0.",
        "🙂",
        "👩\u200d💻 ❤\ufe0f",
        "نامه\u200cها",
        "\u2801",
        "\u0600",
        "\u0301",
        "C’est l’été",
        "\u200eשלום\u200f!"
      })
  void that_shows_something_stays_as_it_is(String written) {
    assertEquals(written, body(written));
  }

  @Test
  void of_plain_ascii_is_not_even_copied() {
    String written = "plain words, 100% of them\n";
    assertSame(written, body(written));
  }

  @ParameterizedTest
  @CsvSource({
    "a\u0000, a",
    "a\u0000b, ab",
    "\u001b[31mred, [31mred",
    "a\u0085b, 'a\nb'",
    "'a\r\nb\rc', 'a\nb\nc'",
    "a\u2028b\u2029c, 'a\nb\nc'",
    "a\u000bb\u000cc, 'a\nb\nc'",
    "a\u0090\u007fb, ab",
    "a\ud800b, a\ufffdb",
    "\udc00, \ufffd",
    "e\u0301, \u00e9",
    "\u1112\u1161\u11ab, \ud55c",
  })
  void has_no_control_characters_no_half_surrogates_and_one_normal_form(
      String written, String value) {
    assertEquals(value, body(written));
  }

  @Nested
  class A_direction {
    @ParameterizedTest
    @CsvSource({
      "\u2067abc, \u2067abc\u2069",
      "'\u2067a\nb', '\u2067a\u2069\nb'",
      "'\u2066\u2067a\r\nb', '\u2066\u2067a\u2069\u2069\nb'",
      "\u2068a\u2069b, \u2068a\u2069b",
      "\u2067a\u2028b, '\u2067a\u2069\nb'",
    })
    void ends_with_its_line(String written, String value) {
      assertEquals(value, body(written));
    }

    @ParameterizedTest
    @CsvSource({"a\u2069b, ab", "a\u202cb, ab", "\u2067a\u2069\u2069b, \u2067a\u2069b"})
    void that_was_not_opened_is_not_closed(String written, String value) {
      assertEquals(value, body(written));
    }

    @ParameterizedTest
    @CsvSource({
      "photo \u202egnp.exe, photo \u2067gnp.exe\u2069",
      "\u202dabc\u202cdef, \u2066abc\u2069def",
      "\u202babc\u202c \u202adef\u202c, \u2067abc\u2069 \u2066def\u2069",
    })
    void overrides_and_embeds_nothing(String written, String value) {
      assertEquals(value, body(written));
    }
  }

  @Test
  void has_at_most_30_marks_on_one_letter() {
    String heap = "\u0316\u0301".repeat(2_000);
    assertEquals(1 + 30, body("x" + heap).length());
    assertTrue(body("x" + heap + "y").endsWith("y"));
    assertEquals(2 * (1 + 30), body(("x" + "\u0316".repeat(40)).repeat(2)).length());
  }

  @Test
  void is_too_long_beyond_the_limit_in_characters_or_8_kib() {
    assertEquals(false, Text.body("😀".repeat(10)).orElseThrow().isLongerThan(10));
    assertEquals(true, Text.body("😀".repeat(11)).orElseThrow().isLongerThan(10));
    assertEquals(false, Text.body("語".repeat(2730)).orElseThrow().isLongerThan(4096));
    assertEquals(true, Text.body("語".repeat(2731)).orElseThrow().isLongerThan(4096));
    assertEquals(true, Text.body("😀".repeat(2049)).orElseThrow().isLongerThan(4096));
    assertEquals(false, Text.body("😀".repeat(2048)).orElseThrow().isLongerThan(4096));
  }
}
