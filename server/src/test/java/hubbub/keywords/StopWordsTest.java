package hubbub.keywords;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StopWordsTest {
  private static List<String> languages() {
    return StopWords.LANGUAGES;
  }

  private static List<String> list(String language) throws IOException {
    try (InputStream list =
        StopWords.class.getResourceAsStream("stop-words/" + language + ".txt")) {
      return new String(list.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("languages")
  void are_a_list_for_each_language_one_word_a_line_as_words_come(String language)
      throws IOException {
    List<String> words = list(language);
    assertTrue(words.size() >= 100, "only " + words.size());
    assertEquals(words.size(), new HashSet<>(words).size());
    for (String word : words) {
      assertEquals(Normalizer.normalize(word, Normalizer.Form.NFC), word);
      assertEquals(word.strip().toLowerCase(Locale.ROOT), word);
      assertFalse(word.isEmpty() || word.contains(" "), word);
      assertTrue(StopWords.has(word, StopWords.only(language)), word);
    }
  }

  @Test
  void lose_the_prefixes_and_suffixes_of_their_language_and_no_others() {
    int english = StopWords.only("en");
    int french = StopWords.only("fr");
    assertEquals("ash", StopWords.bare("ash's", english));
    assertEquals("ash's", StopWords.bare("ash's", french));
    assertEquals("eau", StopWords.bare("l'eau", french));
    assertEquals("l'eau", StopWords.bare("l'eau", english));
    assertEquals("o'hara", StopWords.bare("o'hara", english | french));
  }
}
