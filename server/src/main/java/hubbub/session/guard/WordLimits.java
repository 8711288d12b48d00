package hubbub.session.guard;

import com.google.errorprone.annotations.Immutable;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import hubbub.text.FoldedWords;
import java.time.Duration;
import java.util.List;

/// Words that are not wanted. `words` and `allowed` are entries of a [WordAutomaton]; `patterns`
/// are regular expressions of RE2, which takes time in proportion to the text.
@Immutable
@SuppressWarnings("Immutable")
public record WordLimits(
    List<String> words, List<String> allowed, List<String> patterns, Action action) {
  /// No words at all.
  public static final WordLimits NONE =
      new WordLimits(List.of(), List.of(), List.of(), Action.REFUSE);

  /// How long [Action#MUTE] mutes.
  static final Duration MUTE = Duration.ofMinutes(5);

  private static final int MOST_WORDS = 5_000;
  private static final int MOST_PATTERNS = 50;
  private static final int LONGEST = 200;

  public WordLimits {
    words = List.copyOf(words);
    allowed = List.copyOf(allowed);
    patterns = List.copyOf(patterns);
    if (words.size() + allowed.size() > MOST_WORDS || patterns.size() > MOST_PATTERNS) {
      throw new IllegalArgumentException(
          "words: too many (expected: at most 5000, and 50 patterns)");
    }
    words.forEach(WordLimits::checkWord);
    allowed.forEach(WordLimits::checkWord);
    patterns.forEach(WordLimits::check);
  }

  private static void checkWord(String entry) {
    if (FoldedWords.of(entry).isEmpty()) {
      throw new IllegalArgumentException("word: " + entry + " (expected: with a letter in it)");
    }
  }

  private static void check(String pattern) {
    if (pattern.length() > LONGEST) {
      throw new IllegalArgumentException("pattern: too long (expected: at most 200 characters)");
    }
    try {
      var _ = Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("pattern: /" + pattern + "/: " + e.getMessage(), e);
    }
  }

  boolean isEmpty() {
    return words.isEmpty() && patterns.isEmpty();
  }

  /// What happens to what they are found in.
  public enum Action {
    REFUSE,
    /// They are covered with asterisks.
    MASK,
    HOLD,
    MUTE
  }
}
