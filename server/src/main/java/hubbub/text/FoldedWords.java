package hubbub.text;

/// A text as lists of words see it: its words in lower case, with letters of other scripts that
/// look like Latin ones as these, digits and signs among letters as the letters that they stand for
/// (`sh1p`), and a letter three times or more in a row as one. Words have one space between them,
/// and around the whole. Single letters that stand apart (`s h i p`, `s.h.i.p`) are one word. Of
/// each character, `from` says where in the text it comes from. Any thread.
public final class FoldedWords {
  private static final String SIGNS = "0134578@$!";
  private static final String LETTERS = "oieastbasi";

  private final String text;
  private final char[] words;
  private final int[] from;
  private int size;

  /// Where the word that is being read begins, and whether there is a letter in it.
  private int start;

  private boolean hasLetter;
  private int singles;

  private FoldedWords(String text) {
    int length = text.length();
    this.text = text;
    words = new char[length + 2];
    from = new int[length + 2];
  }

  /// The words of `text`.
  public static FoldedWords of(String text) {
    int length = text.length();
    FoldedWords folded = new FoldedWords(text);
    folded.put(' ', 0);
    folded.start = 1;
    for (int i = 0; i < length; i++) {
      folded.add(i);
    }
    folded.endWord(length);
    return folded;
  }

  /// The words of an entry of a list: without the place where each letter comes from.
  public static String entry(String written) {
    FoldedWords folded = of(written);
    return folded.toString().strip();
  }

  /// How many characters there are, spaces included.
  public int size() {
    return size;
  }

  /// A character, or the space between two words.
  public char at(int place) {
    return words[place];
  }

  /// Where in the text the character at that place comes from.
  public int from(int place) {
    return from[place];
  }

  /// Where in the text that character ends.
  public int end(int place) {
    return from[place] + Character.charCount(text.codePointAt(from[place]));
  }

  private void add(int at) {
    char c = text.charAt(at);
    char folded = SIGNS.indexOf(c) >= 0 ? c : Folding.folded(text, at);
    if (Folding.isNothing(folded)) {
      if (!isUnseen(c)) {
        endWord(at);
      }
    } else {
      hasLetter |= SIGNS.indexOf(c) < 0 && !Character.isDigit(folded);
      put(folded, at);
    }
  }

  private static boolean isUnseen(char c) {
    return switch (Character.getType(c)) {
      case Character.FORMAT, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> true;
      default -> Character.isSurrogate(c);
    };
  }

  private void put(char c, int at) {
    words[size] = c;
    from[size] = at;
    size++;
  }

  private void endWord(int at) {
    while (size > start && isMark(words[size - 1])) {
      size--; // at the end of a word they are none of its letters: `ship!`
    }
    if (size == start) {
      return;
    }
    if (hasLetter) {
      unmask();
    }
    shorten();
    boolean isSingle = size - start == 1;
    put(' ', at);
    singles = isSingle ? singles + 1 : 0;
    if (singles > 1) {
      join();
    }
    start = size;
    hasLetter = false;
  }

  private void unmask() {
    for (int i = start; i < size; i++) {
      int sign = SIGNS.indexOf(words[i]);
      words[i] = sign < 0 ? words[i] : LETTERS.charAt(sign);
    }
  }

  private static boolean isMark(char c) {
    return c == '!' || c == '@' || c == '$';
  }

  /// Leaves one of three letters or more.
  private void shorten() {
    int end = start;
    int at = start;
    while (at < size) {
      int next = at;
      while (next < size && words[next] == words[at]) {
        next++;
      }
      int kept = next - at > 2 ? 1 : next - at;
      for (int i = 0; i < kept; i++) {
        words[end] = words[at];
        from[end] = from[at + i];
        end++;
      }
      at = next;
    }
    size = end;
  }

  /// Takes out the space between the last single letter and those before it.
  private void join() {
    words[size - 3] = words[size - 2];
    from[size - 3] = from[size - 2];
    words[size - 2] = ' ';
    from[size - 2] = from[size - 1];
    size--;
  }

  @Override
  public String toString() {
    return new String(words, 0, size);
  }
}
