package hubbub.keywords;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LuceneKeywordsTest {
  private final LuceneKeywords english = new LuceneKeywords("en");

  @Nested
  class Terms {
    @Test
    void are_words_in_lower_case_without_those_of_every_day() {
      assertEquals(
          List.of("volcano", "has", "erupted", "iceland"),
          english.terms("The Volcano has erupted in ICELAND, the volcano!"));
    }

    @Test
    void leave_out_links_numbers_and_single_letters() {
      assertEquals(
          List.of("see", "now"),
          english.terms("see https://spam.example/x?y=z www.a.example 42 3.14 x now"));
    }

    @Test
    void are_at_most_16_and_none_is_longer_than_40_characters() {
      String body =
          String.join(
              " ",
              IntStream.range(0, 100).mapToObj(i -> "word" + (char) ('a' + i % 26) + i).toList());
      assertEquals(16, english.terms(body).size());
      assertEquals(List.of("short"), english.terms("y".repeat(41) + " short"));
    }

    @Test
    void of_nothing_are_none() {
      assertEquals(List.of(), english.terms(""));
      assertEquals(List.of(), english.terms("!!! ... 🙂"));
    }

    @Test
    void of_the_longest_body_are_found_too() {
      assertTrue(english.terms("a.b/".repeat(2000)).size() <= 16);
      assertTrue(english.terms("://".repeat(2700)).isEmpty());
    }
  }

  @Nested
  class Languages {
    @Test
    void have_their_own_stop_words() {
      assertEquals(
          List.of("straße", "gesperrt"), new LuceneKeywords("de").terms("Die Straße ist gesperrt"));
      assertEquals(
          List.of("volcan", "réveille"), new LuceneKeywords("fr").terms("le volcan se réveille"));
      assertEquals(
          List.of("вулкан", "проснулся"), new LuceneKeywords("ru").terms("и вулкан проснулся"));
    }

    @Test
    void that_are_none_of_these_have_no_stop_words() {
      assertEquals(List.of("the", "volcano"), new LuceneKeywords("none").terms("the volcano"));
    }

    @Test
    void that_are_not_known_are_refused() {
      assertThrows(IllegalArgumentException.class, () -> new LuceneKeywords("tlh"));
    }

    @Test
    void are_all_there_that_are_named() {
      LuceneKeywords.LANGUAGES.forEach(LuceneKeywords::new);
    }

    @Test
    void without_spaces_are_cut_where_unicode_says() {
      assertEquals(List.of("火", "山"), english.terms("火山"));
      assertEquals(List.of("カタカナ"), english.terms("カタカナ"));
    }
  }

  @Test
  void many_threads_may_ask_at_once() throws Exception {
    try (var threads = Executors.newFixedThreadPool(4)) {
      var answers =
          IntStream.range(0, 400)
              .mapToObj(i -> threads.submit(() -> english.terms("volcano number" + i)))
              .toList();
      for (int i = 0; i < answers.size(); i++) {
        assertEquals(List.of("volcano", "number" + i), answers.get(i).get());
      }
    }
  }
}
