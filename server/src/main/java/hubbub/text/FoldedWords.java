package hubbub.text;

import java.util.Arrays;

/// A text as lists of words see it: its words in lower case, with letters of other scripts that
/// look like Latin ones as these, digits and signs among letters as the letters that they stand for
/// (`sh1p`), and each run of one letter as one, of which [#run] says how long it was. Words have
/// one space between them, and around the whole. Single letters that stand apart (`s h i p`,
/// `s.h.i.p`) are one word. Of each letter, `from` and `end` say where in the text its run is. Any
/// thread.
public final class FoldedWords {
  /// A run of so many is as long as any.
  public static final int LONG = 3;

  private static final String SIGNS = "0134578@$!";
  private static final String LETTERS = "oieastbasi";

  private final String text;
  private char[] words;
  private int[] from;
  private int[] end;
  private byte[] runs;
  private int size;

  /// Where the word that is being read begins, and whether there is a letter in it.
  private int start;

  private boolean hasLetter;
  private int singles;

  private FoldedWords(String text) {
    int most = text.length() + 2;
    this.text = text;
    words = new char[most];
    from = new int[most];
    end = new int[most];
    runs = new byte[most];
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

  /// Whether there is no word in it.
  public boolean isEmpty() {
    return size == 1;
  }

  /// How many letters there are, spaces included.
  public int size() {
    return size;
  }

  /// A letter, or the space between two words.
  public char at(int place) {
    return words[place];
  }

  /// How long the run of that letter was, up to [#LONG].
  public int run(int place) {
    return runs[place];
  }

  /// Where in the text the run of that letter begins.
  public int from(int place) {
    return from[place];
  }

  /// Where in the text that run ends.
  public int end(int place) {
    return end[place];
  }

  private void add(int at) {
    char c = text.charAt(at);
    char folded = SIGNS.indexOf(c) >= 0 ? c : Folding.folded(text, at);
    if (Folding.areSeveral(folded)) {
      String letters = Folding.lettersOf(text, at);
      hasLetter |= letters.chars().anyMatch(Character::isLetter);
      letters.chars().forEach(letter -> put((char) letter, at));
    } else if (!Folding.isNothing(folded)) {
      hasLetter |= SIGNS.indexOf(c) < 0 && !Character.isDigit(folded);
      put(folded, at);
    } else if (!isUnseen(c)) {
      endWord(at);
    }
  }

  private static boolean isUnseen(char c) {
    return switch (Character.getType(c)) {
      case Character.FORMAT, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> true;
      default -> Character.isSurrogate(c) || Visibility.isIgnorable(c);
    };
  }

  private void put(char c, int at) {
    if (size + 1 == words.length) { // a letter may become several
      grow();
    }
    words[size] = c;
    from[size] = at;
    end[size] = at < text.length() ? at + Character.charCount(text.codePointAt(at)) : at;
    runs[size] = 1;
    size++;
  }

  private void grow() {
    int more = 2 * words.length;
    words = Arrays.copyOf(words, more);
    from = Arrays.copyOf(from, more);
    end = Arrays.copyOf(end, more);
    runs = Arrays.copyOf(runs, more);
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
    boolean isSingle = size - start == 1 && runs[start] != 2;
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

  /// Leaves one letter of each run.
  private void shorten() {
    int last = start;
    for (int i = start + 1; i < size; i++) {
      if (words[i] == words[last]) {
        merge(last, i);
      } else {
        last++;
        move(i, last);
      }
    }
    size = last + 1;
  }

  /// Takes out the space between the last single letter and those before it.
  private void join() {
    int space = size - 1;
    int single = size - 2;
    int before = size - 4;
    if (words[single] == words[before]) {
      merge(before, single);
      move(space, before + 1);
      size = before + 2;
    } else {
      move(single, before + 1);
      move(space, before + 2);
      size = before + 3;
    }
  }

  private void merge(int run, int other) {
    runs[run] = (byte) Math.min(LONG, runs[run] + runs[other]);
    end[run] = end[other];
  }

  private void move(int place, int to) {
    words[to] = words[place];
    from[to] = from[place];
    end[to] = end[place];
    runs[to] = runs[place];
  }

  @Override
  public String toString() {
    return new String(words, 0, size);
  }
}
