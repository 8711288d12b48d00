package hubbub.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;

/// Removes from a text what is not text: control characters, stray halves of surrogate pairs,
/// direction changes that would reach beyond the text, piles of accents. The rest stays, in NFC.
///
/// Directions (UAX #9): embeddings and overrides become isolates, which affect only their own
/// content and do not reorder letters that have a direction. A closing mark that closes nothing is
/// dropped. What is still open is closed at the end of its line.
final class Cleaning {
  private static final Normalizer2 NFC = Normalizer2.getNFCInstance();
  private static final int REPLACEMENT = 0xfffd;
  private static final char NEXT_LINE = 0x85;
  private static final char POP_ISOLATE = 0x2069;

  /// More than any script puts on one letter (UAX #15, stream-safe text); sorting more is slow.
  private static final int MOST_MARKS = 30;

  private final String written;
  private final boolean isLine;
  private final StringBuilder text;
  private int marks;
  private int open;

  private Cleaning(String written, boolean isLine) {
    this.written = written;
    this.isLine = isLine;
    this.text = new StringBuilder(written.length() + 8);
  }

  /// The body of a message.
  static String body(String written) {
    return new Cleaning(written, false).clean();
  }

  /// One line, trimmed, without direction characters.
  static String line(String written) {
    return trim(new Cleaning(written, true).clean());
  }

  private static String trim(String line) {
    int from = 0;
    int to = line.length();
    while (from < to && UCharacter.isUWhiteSpace(line.charAt(from))) {
      from++;
    }
    while (to > from && UCharacter.isUWhiteSpace(line.charAt(to - 1))) {
      to--;
    }
    return line.substring(from, to);
  }

  private String clean() {
    for (int at = 0; at < written.length(); at = written.offsetByCodePoints(at, 1)) {
      add(at, written.codePointAt(at));
    }
    closeAll();
    return NFC.normalize(text);
  }

  private void add(int at, int c) {
    switch (Character.getType(c)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          control(at, c);
      case Character.FORMAT -> format(c);
      case Character.SURROGATE -> append(REPLACEMENT);
      case Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK -> {
        if (marks++ < MOST_MARKS) {
          text.appendCodePoint(c);
        }
      }
      default -> append(c);
    }
  }

  private void append(int c) {
    marks = 0;
    text.appendCodePoint(c);
  }

  /// Keeps tabs and line breaks of any kind (UAX #14), with CR LF as one break; drops other
  /// controls. In a single line both become a space.
  private void control(int at, int c) {
    boolean isSecondHalf = c == '\n' && at > 0 && written.charAt(at - 1) == '\r';
    boolean isBreak =
        (c >= '\n' && c <= '\r') || c == NEXT_LINE || Character.getType(c) != Character.CONTROL;
    if (isBreak && !isSecondHalf) {
      closeAll();
      append(isLine ? ' ' : '\n');
    } else if (c == '\t') {
      append(isLine ? ' ' : '\t');
    }
  }

  private void format(int c) {
    if (!isLine) {
      direction(c);
    } else if (!UCharacter.hasBinaryProperty(c, UProperty.BIDI_CONTROL)) {
      append(c);
    }
  }

  private void direction(int c) {
    switch (c) {
      case 0x202a, 0x202d, 0x2066 -> open('\u2066'); // left to right
      case 0x202b, 0x202e, 0x2067 -> open('\u2067'); // right to left
      case 0x2068 -> open('\u2068'); // as the first letter
      case 0x202c, 0x2069 -> close();
      default -> append(c);
    }
  }

  private void open(char isolate) {
    open++;
    append(isolate);
  }

  private void close() {
    if (open > 0) {
      open--;
      append(POP_ISOLATE);
    }
  }

  private void closeAll() {
    while (open > 0) {
      close();
    }
  }
}
