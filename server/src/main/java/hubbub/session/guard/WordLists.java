package hubbub.session.guard;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Reads lists of words, one entry a line: `word`, `begins*`, `*ends`, `*contains*`; `+word` is
/// allowed; `/pattern/` is a regular expression; what begins with `#` is a comment.
public final class WordLists {
  /// The languages of which Hubbub has a list of rude words.
  public static final List<String> LANGUAGES = List.of("de", "en", "fr");

  private WordLists() {}

  /// The lines of the list of that language.
  public static List<String> of(String language) {
    String file = "/hubbub/spam/words-" + language + ".txt";
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(WordLists.class.getResourceAsStream(file), file),
                StandardCharsets.UTF_8))) {
      return in.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The limits that those lines make.
  ///
  /// @throws IllegalArgumentException if an entry is none, or there are too many
  public static WordLimits read(List<String> lines, WordLimits.Action action) {
    List<String> words = new ArrayList<>();
    List<String> allowed = new ArrayList<>();
    List<String> patterns = new ArrayList<>();
    for (String line : lines) {
      String entry = line.strip();
      if (entry.length() > 2 && entry.startsWith("/") && entry.endsWith("/")) {
        patterns.add(entry.substring(1, entry.length() - 1));
      } else if (!entry.isEmpty() && !entry.startsWith("#")) {
        add(entry, words, allowed);
      }
    }
    return new WordLimits(words, allowed, patterns, action);
  }

  /// Adds an entry to those that are looked for, or to those that are allowed.
  static void add(String entry, List<String> words, List<String> allowed) {
    if (entry.startsWith("+")) {
      allowed.add(entry.substring(1).strip());
    } else {
      words.add(entry);
    }
  }
}
