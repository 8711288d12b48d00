package hubbub.keywords;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everyday words, which say nothing about the subject of a message. Each language has a list in
/// the resources `stop-words`: one word a line, in lower case. An entry that ends or begins with an
/// apostrophe is a prefix or suffix, such as `l'` or `'s`. A set of languages is an `int` with one
/// bit for each.
final class StopWords {
  /// The languages that have a list; those in Latin script come first.
  static final List<String> LANGUAGES =
      List.of("en", "de", "fr", "es", "pt", "it", "nl", "sv", "ru", "zh", "ja", "th");

  private static final int LATIN_ONES = 8;
  private static final int OF_OTHER_SCRIPTS = (1 << LANGUAGES.size()) - (1 << LATIN_ONES);
  private static final Map<String, Integer> LANGUAGES_OF = read();

  private StopWords() {}

  private static Map<String, Integer> read() {
    Map<String, Integer> languages = new HashMap<>();
    for (String language : LANGUAGES) {
      list(language)
          .lines()
          .forEach(word -> languages.merge(word, only(language), (a, b) -> a | b));
    }
    return Map.copyOf(languages);
  }

  private static String list(String language) {
    String name = "stop-words/" + language + ".txt";
    try (@Nullable InputStream list = StopWords.class.getResourceAsStream(name)) {
      if (list == null) {
        throw new IllegalStateException(name + ": is missing");
      }
      return new String(list.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  /// The set of just that language.
  static int only(String language) {
    return 1 << LANGUAGES.indexOf(language);
  }

  /// The languages that `words` may be in. Among those in Latin script: all with the most hits,
  /// since they share some stop words. Plus all languages in other scripts, which cannot be
  /// confused.
  static int of(List<String> words) {
    int[] hits = new int[LATIN_ONES];
    int most = 1;
    for (String word : words) {
      int languages = withAffixes(word);
      for (int i = 0; i < LATIN_ONES; i++) {
        hits[i] += languages >> i & 1;
        most = Math.max(most, hits[i]);
      }
    }
    int found = OF_OTHER_SCRIPTS;
    for (int i = 0; i < LATIN_ONES; i++) {
      found |= hits[i] == most ? 1 << i : 0;
    }
    return found;
  }

  private static int withAffixes(String word) {
    int apostrophe = word.indexOf('\'');
    return apostrophe < 0
        ? languagesOf(word)
        : languagesOf(word)
            | languagesOf(word.substring(0, apostrophe + 1))
            | languagesOf(word.substring(apostrophe));
  }

  private static int languagesOf(String word) {
    return LANGUAGES_OF.getOrDefault(word, 0);
  }

  /// Whether `word` is a stop word in one of `languages`.
  static boolean has(String word, int languages) {
    return (languagesOf(word) & languages) != 0;
  }

  /// Removes a prefix or suffix that one of `languages` joins to words with an apostrophe.
  static String bare(String word, int languages) {
    int apostrophe = word.indexOf('\'');
    if (apostrophe < 0) {
      return word;
    }
    if (has(word.substring(0, apostrophe + 1), languages)) {
      return word.substring(apostrophe + 1);
    }
    return has(word.substring(apostrophe), languages) ? word.substring(0, apostrophe) : word;
  }
}
