package hubbub.keywords;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What people really write, and the terms that it may become.
class TermsInTheWildTest {
  private final LuceneKeywords english = new LuceneKeywords("en");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "look http://localhost/secret",
        "look HTTP://SPAM/x",
        "look WWW.spam.example",
        "look mailto://someone",
        "look spam.example"
      })
  void no_part_of_a_link_is_a_term(String body) {
    assertEquals(List.of("look"), english.terms(body));
  }

  @Test
  void no_piece_of_a_word_that_is_too_long_is_a_term() {
    assertEquals(List.of("short"), english.terms("y".repeat(255 + 20) + " short"));
    assertEquals(List.of("short"), english.terms("y".repeat(8000) + " short"));
  }

  @ParameterizedTest
  @CsvSource({
    "de, Über den Wolken, wolken",
    "es, la montaña, montaña",
    "it, il vulcano, vulcano",
    "pt, não há vulcão, vulcão",
    "nl, de vulkaan, vulkaan",
    "sv, och vulkanen, vulkanen",
    "ru, И ВУЛКАН, вулкан",
  })
  void stop_words_are_those_of_the_language(String language, String body, String last) {
    assertEquals(last, new LuceneKeywords(language).terms(body).getLast());
    assertEquals(1, new LuceneKeywords(language).terms(body).stream().filter(last::equals).count());
  }
}
