package hubbub.keywords;

import hubbub.text.Words;
import hubbub.topic.extension.KeywordPolicy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Takes every word as a term, except the stop words of one given language, or of the languages
/// that the message seems to be in. Any thread.
public final class DefaultKeywords implements KeywordPolicy {
  private static final int MAX_TERMS = 16;
  private static final String AUTO = "auto";
  private static final String NONE = "none";

  /// The accepted languages: `auto`, a two-letter code, or `none` for no stop words.
  public static final List<String> LANGUAGES = languages();

  private final String language;

  /// The policy for one of [#LANGUAGES].
  public DefaultKeywords(String language) {
    if (!LANGUAGES.contains(language)) {
      throw new IllegalArgumentException(
          "language: " + language + " (expected: one of " + LANGUAGES + ")");
    }
    this.language = language;
  }

  private static List<String> languages() {
    List<String> languages = new ArrayList<>();
    languages.add(AUTO);
    languages.addAll(StopWords.LANGUAGES);
    languages.add(NONE);
    return List.copyOf(languages);
  }

  @Override
  public List<String> terms(String body) {
    List<String> words = Words.of(body);
    int languages = spokenIn(words);
    Set<String> terms = new LinkedHashSet<>();
    for (String word : words) {
      String bare = StopWords.bare(word, languages);
      boolean isTerm =
          bare.length() > 1 && !StopWords.has(word, languages) && !StopWords.has(bare, languages);
      if (isTerm && terms.add(bare) && terms.size() == MAX_TERMS) {
        break;
      }
    }
    return new ArrayList<>(terms);
  }

  private int spokenIn(List<String> words) {
    return switch (language) {
      case AUTO -> StopWords.of(words);
      case NONE -> 0;
      default -> StopWords.only(language);
    };
  }
}
