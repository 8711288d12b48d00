package hubbub.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        "ᴄʜᴇᴀᴘ ᴄᴏɪɴꜱ",
        "🅲🅷🅴🅰🅿 🅒🅞🅘🅝🅢",
        "⒞⒣⒠⒜⒫ 🄲🄾🄸🄽🅂",
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

  @ParameterizedTest
  @CsvSource({
    "jajajajajajaja, ja",
    "HAHAHAHA, ha",
    "wkwkwk, wk",
    "www., w",
    "哈哈哈哈, 哈",
    "lalala lalala, la",
    "olé olé olé, ole",
    "hahaha you are funny, hayouarefuny",
    "😂🤣😂🤣😂🤣, 😂🤣"
  })
  void folds_what_is_repeated(String written, String folded) {
    assertEquals(folded, Folding.of(written));
  }

  @ParameterizedTest
  @CsvSource({"SCHEISSE, scheiße", "Straße, STRASSE", "ﬁsh, fish", "½, 12", "ŉ, n"})
  void keeps_all_letters_of_a_character(String written, String other) {
    assertEquals(Folding.of(other), Folding.of(written));
  }

  private static String different(int letters) {
    Random random = new Random(1);
    return random
        .ints(2L * letters, 0x4e00, 0x9000)
        .distinct()
        .limit(letters)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  @Test
  void reads_no_more_than_so_many_letters() {
    String page = different(512);
    assertEquals(Folding.of(page), Folding.of(page + "something else"));
  }

  @Test
  void keeps_all_of_a_drawing() {
    assertEquals("a" + "#-".repeat(40), Folding.of("a " + "#-".repeat(40)));
    assertEquals("a", Folding.of("a " + "#-".repeat(20)));
  }

  @Test
  void tells_how_much_of_the_screen_is_covered_by_what_is_not_written() {
    assertEquals(81, Folding.bulk("a " + "#-".repeat(40)));
    assertEquals(0, Folding.bulk("#-".repeat(30)));
    assertEquals(0, Folding.bulk("well, " + "that is a sentence ".repeat(5)));
    assertEquals(0, Folding.bulk("ha".repeat(100)));
    assertEquals(202, Folding.bulk("ha".repeat(101)));
  }

  @Test
  void is_not_used_up_by_what_folds_to_nothing() {
    assertEquals("cheapcoins", Folding.of(".".repeat(512) + "cheap coins"));
    assertEquals("cheapcoins", Folding.of("\u200b ".repeat(1024) + "cheap coins"));
    assertEquals("?!", Folding.of(" ".repeat(512) + "?!"));
  }
}
