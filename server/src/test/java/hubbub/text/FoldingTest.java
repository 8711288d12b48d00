package hubbub.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldingTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "cheap coins",
        "CHEAP COINS",
        "c\u200bh\u200bea\u2060p coins",
        "cheeeeap coins!!!",
        "c h e a p c o i n s",
        "\u0441h\u0435\u0430\u0440 \u0441\u043eins",
        "\u0421H\u0415\u0410\u0420 COINS",
        "ch\u00e9\u00e4p c\u00f3ins",
        "c\u0336h\u0336e\u0336a\u0336p\u0336 coins",
        "\uff43\uff48\uff45\uff41\uff50 \uff43oins",
        "\ud835\udc1c\ud835\udc21eap coins",
        "cheap coins \ud83d\udd25"
      })
  void finds_a_text_in_its_disguises(String written) {
    assertEquals("cheapcoins", Folding.of(written));
  }

  @ParameterizedTest
  @ValueSource(strings = {"нет", "НЕТ", "Нет!"})
  void folds_other_scripts_whatever_their_case(String written) {
    assertEquals(Folding.of("нет"), Folding.of(written));
  }

  @Test
  void keeps_what_other_scripts_need_to_tell_words_apart() {
    assertNotEquals(Folding.of("한국"), Folding.of("하구"));
    assertNotEquals(Folding.of("का"), Folding.of("की"));
    assertNotEquals(Folding.of("天气"), Folding.of("天空"));
  }

  @Test
  void keeps_symbols_if_there_is_nothing_else() {
    assertEquals("😂", Folding.of("😂😂 😂"));
    assertEquals("?!", Folding.of("??!!"));
  }

  @Test
  void reads_no_more_than_the_beginning() {
    assertEquals(Folding.of("ab".repeat(256)), Folding.of("ab".repeat(256) + "something else"));
  }
}
