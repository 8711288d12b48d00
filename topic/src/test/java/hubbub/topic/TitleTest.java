package hubbub.topic;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Characters that titles and nicks reject even if not made by the usual factory.
class TitleTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\u0000b",
        "a\nb",
        "a\u0085b",
        "a\u2028b",
        "a\u202eb",
        "a\u2067b",
        "a\u202cb",
        "a\ud800b"
      })
  void that_breaks_its_line_or_reverses_it_is_impossible(String text) {
    assertThrows(IllegalArgumentException.class, () -> new Title(text));
    assertThrows(IllegalArgumentException.class, () -> new Nick(text, "a", "a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Tea", "שלום", "👩\u200d💻", "نامه\u200cها"})
  void of_anything_else_is_possible(String text) {
    assertDoesNotThrow(() -> new Title(text));
  }
}
