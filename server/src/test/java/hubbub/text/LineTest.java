package hubbub.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Titles and other texts of one line.
class LineTest {
  private static String title(String written) {
    return Text.title(written).orElseThrow(() -> new AssertionError("nothing is seen")).value();
  }

  @ParameterizedTest
  @CsvSource({
    "photo \u202egnp.exe, photo gnp.exe",
    "a\u0000b, ab",
    "'one\ntwo', one two",
    "'one\r\ntwo', one two",
    "one\u2028two, one two",
    "'a\tb', a b",
    "'  Tea  ', Tea",
    "'\u00a0Tea\u3000', Tea",
    "\u2067שלום\u2069, שלום",
    "a\u200fb\u061cc, abc",
    "cafe\u0301, caf\u00e9",
    "a\ud800b, a\ufffdb",
    "👩\u200d💻 Devs, 👩\u200d💻 Devs",
    "نامه\u200cها, نامه\u200cها",
    "\u001b[31mred, [31mred",
  })
  void have_no_controls_no_directions_and_no_breaks(String written, String title) {
    assertEquals(title, title(written));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "\u0000",
        "\n",
        "\u202e",
        "\u00a0",
        "\u2800",
        "\u3164",
        "\u200b\u200d",
        "\u2066\u2069"
      })
  void that_show_nothing_are_refused(String written) {
    assertEquals(Optional.empty(), Text.title(written));
    assertEquals(Optional.empty(), Text.line(written));
  }

  @Test
  void of_no_characters_clear_the_title() {
    assertEquals("", title(""));
  }

  @Test
  void with_a_heap_of_marks_lose_most_of_them() {
    assertTrue(title("x" + "\u0316\u0301".repeat(5_000)).length() < 40);
  }
}
