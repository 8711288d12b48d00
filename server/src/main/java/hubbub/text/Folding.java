package hubbub.text;

import com.ibm.icu.text.Normalizer2;
import java.lang.Character.UnicodeScript;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/// The form of a text in which repetitions are found: without case, accents, spaces, punctuation
/// and whatever is invisible, with letters of other scripts that look like Latin ones as these, and
/// [Unrepeated]. It is for comparing only, and nobody gets to see it. Any thread.
///
/// Each letter is folded by itself, since people write most letters again and again: ICU is asked
/// once for each, and then a table. A few, such as `ß`, become several.
public final class Folding {
  /// How many folded letters of a text count, at most. What is behind them does not matter, so that
  /// a long text costs no more.
  private static final int COUNTED = 512;

  /// A text of more visible characters than that is no exclamation: it is drawn, if few of them are
  /// letters.
  private static final int LONGEST_EXCLAMATION = 60;

  /// A text of more visible characters than that fills the screen, whatever they are.
  private static final int FILLS_SCREEN = 200;

  /// In a drawing, at most one in so many is a letter.
  private static final int DRAWN = 4;

  /// Fewer different letters say nothing of a drawing.
  private static final int FEWEST_LETTERS = 6;

  private static final int LETTERS = 0x10000;
  static final char LAST_ASCII = 0x7f;
  private static final char UNKNOWN = 0;
  private static final char NOTHING = '\uffff';
  private static final char SEVERAL = '\ufffe';

  private static final Normalizer2 CASE = Normalizer2.getNFKCCasefoldInstance();
  private static final Normalizer2 APART = Normalizer2.getNFDInstance();

  /// What each letter becomes. Filled without a lock: whoever finds a letter unknown writes the
  /// same.
  private static final char[] KNOWN = new char[LETTERS];

  /// What those letters become that become several.
  private static final Map<Integer, String> KNOWN_SEVERAL = new ConcurrentHashMap<>();

  private Folding() {}

  /// The folded text. If it has no letter or digit, then its symbols, without repetitions and
  /// spaces. If it is a drawing with hardly a letter in it, then all of it, without spaces.
  public static String of(String text) {
    Unrepeated folded = new Unrepeated(COUNTED);
    for (int i = 0; i < text.length() && !folded.isFull(); i++) {
      char next = folded(text, i);
      if (next == SEVERAL) {
        lettersOf(text, i).chars().forEach(folded::add);
      } else if (next != NOTHING) {
        folded.add(next);
      }
    }
    if (folded.size() < FEWEST_LETTERS
        && text.length() > LONGEST_EXCLAMATION
        && isDrawing(text, visible(text).count())) {
      return visible(text)
          .limit(COUNTED)
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .toString();
    }
    return folded.isEmpty() ? symbols(text) : folded.toString();
  }

  /// How many visible characters a text has, if its letters do not tell how much of the screen it
  /// covers, since it is a drawing or very long; else 0.
  public static int bulk(String text) {
    if (text.length() <= LONGEST_EXCLAMATION) {
      return 0;
    }
    int visible = (int) visible(text).count();
    return visible > FILLS_SCREEN || isDrawing(text, visible) ? visible : 0;
  }

  /// Whether that text, which has so many visible characters, is a drawing.
  private static boolean isDrawing(String text, long visible) {
    if (visible <= LONGEST_EXCLAMATION) {
      return false;
    }
    long letters =
        IntStream.range(0, text.length()).filter(i -> !isNothing(folded(text, i))).count();
    return letters * DRAWN < visible;
  }

  /// What the letter at that place becomes: nothing, if it is the second half of one; [#lettersOf],
  /// if they are [#areSeveral].
  static char folded(String text, int at) {
    char c = text.charAt(at);
    return Character.isHighSurrogate(c) ? rare(text.codePointAt(at)) : letterOf(c);
  }

  private static char letterOf(char c) {
    char known = KNOWN[c];
    if (known == UNKNOWN) {
      known = c > LAST_ASCII ? letter(c) : ascii(c);
      KNOWN[c] = known;
    }
    return known;
  }

  /// All letters that the one at that place becomes; an empty text, if there are none.
  static String lettersOf(String text, int at) {
    char folded = folded(text, at);
    return switch (folded) {
      case NOTHING -> "";
      case SEVERAL -> KNOWN_SEVERAL.computeIfAbsent(text.codePointAt(at), Folding::several);
      default -> String.valueOf(folded);
    };
  }

  private static String several(int c) {
    StringBuilder letters = new StringBuilder();
    String plain = CASE.normalize(Character.toString(c));
    for (int i = 0; i < plain.length(); i++) {
      char each = folded(plain, i);
      if (each != NOTHING) {
        letters.append(each);
      }
    }
    return letters.toString();
  }

  /// Whether a letter has become more than one.
  static boolean areSeveral(char folded) {
    return folded == SEVERAL;
  }

  /// Whether a letter has become nothing.
  static boolean isNothing(char folded) {
    return folded == NOTHING;
  }

  private static char ascii(char c) {
    return Character.isLetterOrDigit(c) ? Character.toLowerCase(c) : NOTHING;
  }

  private static char letter(char c) {
    String plain = CASE.normalize(String.valueOf(c));
    if (plain.isEmpty()) {
      return NOTHING;
    }
    if (isSeveral(plain)) {
      return SEVERAL;
    }
    char base = base(plain);
    return base > LAST_ASCII ? alike(base) : ascii(base);
  }

  /// Whether these are several letters or digits, and not one with accents.
  private static boolean isSeveral(String plain) {
    return plain.codePoints().filter(Character::isLetterOrDigit).limit(2).count() > 1;
  }

  /// The first letter or digit, without accents and brackets. Syllables of Hangul stay whole.
  private static char base(String plain) {
    String apart =
        UnicodeScript.of(plain.charAt(0)) == UnicodeScript.HANGUL ? plain : APART.normalize(plain);
    int first = (int) apart.chars().takeWhile(c -> !Character.isLetterOrDigit(c)).count();
    return apart.charAt(first < apart.length() ? first : 0);
  }

  /// The Latin letter that it looks like, in lower or in upper case; else itself.
  private static char alike(char c) {
    char low = Looks.skeleton(String.valueOf(c)).charAt(0);
    if (low <= LAST_ASCII) {
      return ascii(low);
    }
    String high = Looks.skeleton(String.valueOf(c).toUpperCase(Locale.ROOT));
    return high.charAt(0) <= LAST_ASCII ? ascii(high.charAt(0)) : isLetter(c) ? c : NOTHING;
  }

  /// Accents that go with any script are no letters; vowel signs of one script are.
  private static boolean isLetter(char c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK ->
          UnicodeScript.of(c) != UnicodeScript.INHERITED;
      default -> Character.isLetterOrDigit(c);
    };
  }

  /// A letter beyond 16 bits, such as a mathematical one, if it has a plain form.
  private static char rare(int c) {
    int look = Looks.plain(c);
    if (look <= LAST_ASCII) {
      return (char) look;
    }
    String plain = CASE.getDecomposition(c);
    if (plain == null || plain.isEmpty() || Character.isSurrogate(plain.charAt(0))) {
      return NOTHING;
    }
    return isSeveral(plain) ? SEVERAL : ascii(base(plain));
  }

  private static String symbols(String text) {
    Unrepeated symbols = new Unrepeated(COUNTED);
    visible(text).takeWhile(_ -> !symbols.isFull()).forEachOrdered(symbols::add);
    return symbols.toString();
  }

  private static IntStream visible(String text) {
    return text.codePoints().filter(c -> !Character.isWhitespace(c) && !isInvisible(c));
  }

  private static boolean isInvisible(int c) {
    int type = Character.getType(c);
    return type == Character.FORMAT || type == Character.NON_SPACING_MARK;
  }
}
