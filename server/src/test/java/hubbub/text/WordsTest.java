package hubbub.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
  @ParameterizedTest
  @CsvSource({
    "'Pizza, PIZZA and pasta!', pizza pizza and pasta",
    "安全第一, 安全 第一",
    "カタカナ, カタカナ",
    "안녕하세요 여러분, 안녕하세요 여러분",
    "नमस्ते दुनिया, नमस्ते दुनिया",
    "#tag @ann C++ x2 well-known, tag ann x2 well known",
  })
  void are_cut_where_unicode_or_a_dictionary_says(String text, String words) {
    assertEquals(List.of(words.split(" ")), Words.of(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "don't see a:b foo_bar me@x #tag C++ 3.14 x2 4u well-known 'quoted' it's.fine 1'000 a.b.c",
        "'' . : _ __ a_ _b 's s' x: :x 12:30 no.5 U.S.A. end.Start (in) [brackets] {and} so-on..."
      })
  void of_ascii_are_the_same_beside_other_letters(String text) {
    assertEquals(Words.of(text + " 山"), Words.of(text));
  }

  @Nested
  class What_is_no_word {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "look http://localhost/secret",
          "look HTTP://SPAM/x",
          "look WWW.spam.example",
          "look mailto://someone",
          "look spam.example",
          "look someone@spam.example",
          "look ann.b+c@münchen.example",
          "look ann@localhost.",
        })
    void is_any_part_of_a_link_or_an_address(String text) {
      assertEquals(List.of("look"), Words.of(text));
    }

    @Test
    void is_a_number_or_a_single_letter() {
      assertEquals(List.of("see", "now"), Words.of("see 42 3.14 x é 山 now"));
    }

    @Test
    void is_a_piece_of_a_word_that_is_too_long() {
      assertEquals(List.of("short"), Words.of("y".repeat(41) + " short"));
      assertEquals(List.of("short"), Words.of("y".repeat(8000) + " short"));
      assertEquals(List.of("y".repeat(40)), Words.of("y".repeat(40)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "cafe\u0301, caf\u00e9",
    "CAFÉ, caf\u00e9",
    "via\u00adgra, viagra",
    "via\u200cgra, viagra",
    "نامه\u200cها, نامه\u200cها",
    "o\u2019hara, o'hara",
  })
  void that_look_the_same_are_the_same(String written, String word) {
    assertEquals(List.of(word), Words.of(written));
  }

  @Test
  void of_the_longest_text_are_the_first_256() {
    assertEquals(256, Words.of("ab ".repeat(2_700)).size());
    assertEquals(256, Words.of("政治问题".repeat(600)).size());
    assertEquals(List.of(), Words.of("a.b/".repeat(2_000)));
    assertEquals(List.of(), Words.of("://".repeat(2_700)));
    assertEquals(List.of(), Words.of("a@".repeat(4_000) + "."));
  }
}
