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
    "book, ' book '",
    "\u0455h\u0456p, ' ship '",
    "s\u0336h\u0336i\u0336p\u0336, ' ship '",
    "s\u200bhip, ' ship '",
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
}
