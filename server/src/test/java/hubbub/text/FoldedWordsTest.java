package hubbub.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldedWordsTest {
  @ParameterizedTest
  @CsvSource({
    "'The ship, sails!', ' the ship sails '",
    "SHIP, ' ship '",
    "sh1p $hip, ' ship ship '",
    "s.h.i.p, ' ship '",
    "s h i p ahoy, ' ship ahoy '",
    "shiiiiip, ' ship '",
    "scheiße, ' scheise '",
    "ﬁsh, ' fish '",
    "s s h i p, ' ship '",
    "book, ' bok '",
    "\u0455h\u0456p, ' ship '",
    "s\u0336h\u0336i\u0336p\u0336, ' ship '",
    "s\u200bhip, ' ship '",
    "sh\u2065ip s\u115fhip shi\ufff0p, ' ship ship ship '",
    "ꜱʜɪᴘ 🆂🅷🅸🅿 🅢🅗🅘🅟 ⒮⒣⒤⒫, ' ship ship ship ship '",
    "42 is 42, ' 42 is 42 '",
    "'!!! ...', ' '"
  })
  void have_no_disguise(String text, String words) {
    assertEquals(words, FoldedWords.of(text).toString());
  }

  @Test
  void know_where_they_come_from() {
    FoldedWords words = FoldedWords.of("a shiiip");
    assertEquals(" a ship ", words.toString());
    assertEquals(2, words.from(3));
    assertEquals(7, words.from(6));
  }

  @Test
  void know_how_long_each_run_was() {
    FoldedWords words = FoldedWords.of("shhiiiiip e s s");
    assertEquals(" ship es ", words.toString());
    assertEquals(2, words.run(2));
    assertEquals(FoldedWords.LONG, words.run(3));
    assertEquals(8, words.end(3));
    assertEquals(1, words.run(4));
    assertEquals(2, words.run(7));
    assertEquals(15, words.end(7));
  }

  @Test
  void find_room_for_letters_that_become_many() {
    assertEquals(" " + "am".repeat(4096) + " ", FoldedWords.of("㏂".repeat(4096)).toString());
  }
}
