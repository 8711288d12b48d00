package hubbub.text;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/// Splits a text into words by Unicode's rules (UAX #29), and by ICU's dictionaries in scripts
/// without spaces between words: Chinese, Japanese, Thai, Lao, Khmer, Burmese. Any thread.
public final class Words {
  private static final int MOST = 256;
  private static final int FEWEST_CHARACTERS = 2;
  private static final int MOST_CHARACTERS = 40;
  private static final char LAST_ASCII = 0x7f;
  private static final char APOSTROPHE = '\u2019';
  private static final Normalizer2 NFC = Normalizer2.getNFCInstance();
  private static final Pattern LINK =
      Pattern.compile(
          "\\b\\w+://\\S+|\\bwww\\.\\S+|(?<!\\S)[^\\s@]++@\\S++", Pattern.CASE_INSENSITIVE);

  /// A break iterator is not thread-safe, so each thread has its own; they share the dictionaries.
  private static final ThreadLocal<BreakIterator> BREAKS =
      ThreadLocal.withInitial(() -> BreakIterator.getWordInstance(ULocale.ROOT));

  private Words() {}

  /// The first 256 words of `text`, in lower case and NFC, each of 2 to 40 characters. Leaves out
  /// links, email addresses, host names and numbers.
  public static List<String> of(String text) {
    boolean mayHaveLinks = text.indexOf('.') >= 0 || text.contains("://");
    String read = mayHaveLinks ? LINK.matcher(text).replaceAll(" ") : text;
    List<String> words = new ArrayList<>();
    if (isAscii(read)) {
      addAscii(read, words);
    } else {
      addAny(read, words);
    }
    return words;
  }

  private static void addAny(String text, List<String> words) {
    BreakIterator breaks = BREAKS.get();
    breaks.setText(text);
    int from = breaks.first();
    int to = breaks.next();
    while (to != BreakIterator.DONE && words.size() < MOST) {
      add(text, from, to, words);
      from = to;
      to = breaks.next();
    }
  }

  /// The same words as [#addAny], for ASCII, which most messages are; needs no tables.
  private static void addAscii(String text, List<String> words) {
    int at = 0;
    while (at < text.length() && words.size() < MOST) {
      int from = at;
      while (at < text.length() && isInWord(text, at)) {
        at++;
      }
      add(text, from, at, words);
      at = Math.max(at, from + 1);
    }
  }

  private static boolean isInWord(String text, int at) {
    char c = text.charAt(at);
    return switch (c) {
      case '_' -> true;
      case '\'', '.' -> isBetween(text, at, Words::isLetter) || isBetween(text, at, Words::isDigit);
      case ':' -> isBetween(text, at, Words::isLetter);
      default -> isLetter(c) || isDigit(c);
    };
  }

  private static boolean isBetween(String text, int at, IntPredicate those) {
    return at > 0
        && at + 1 < text.length()
        && those.test(text.charAt(at - 1))
        && those.test(text.charAt(at + 1));
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > LAST_ASCII) {
        return false;
      }
    }
    return true;
  }

  private static void add(String text, int from, int to, List<String> words) {
    if (isFit(text, from, to)) {
      words.add(word(text.substring(from, to)));
    }
  }

  /// Whether it has a letter, is long enough (not counting combining marks) and not too long, and
  /// is not a host name.
  private static boolean isFit(String text, int from, int to) {
    boolean hasLetter = false;
    int characters = 0;
    for (int at = from; at < to; at = text.offsetByCodePoints(at, 1)) {
      int c = text.codePointAt(at);
      if (c == '.') {
        return false;
      }
      hasLetter |= Character.isLetter(c);
      characters += isMark(c) ? 0 : 1;
    }
    return hasLetter
        && characters >= FEWEST_CHARACTERS
        && text.codePointCount(from, to) <= MOST_CHARACTERS;
  }

  private static boolean isMark(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> true;
      default -> false;
    };
  }

  private static String word(String as) {
    String lower = as.toLowerCase(Locale.ROOT);
    return isAscii(lower) ? lower : NFC.normalize(visible(lower));
  }

  /// Removes invisible characters that have no effect, so that no two words look the same; writes
  /// every apostrophe as `'`.
  private static String visible(String word) {
    StringBuilder seen = new StringBuilder(word.length());
    for (int at = 0; at < word.length(); at = word.offsetByCodePoints(at, 1)) {
      int c = word.codePointAt(at);
      if (!Visibility.Invisible.CHARACTERS.contains(c) || Shapers.isInPlace(word, at)) {
        seen.appendCodePoint(c == APOSTROPHE ? '\'' : c);
      }
    }
    return seen.toString();
  }
}
