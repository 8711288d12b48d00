package hubbub.session.guard;

import hubbub.text.FoldedWords;

/// An entry of a list of words, as it is looked for: its folded letters, with the spaces that must
/// be around it, and of each how often it must be repeated in the text, as [#runs] has it. A letter
/// that is written once is found once, or stretched (`grooog`); also twice, but not in a short
/// word, which would be another one then (`con`, `coon`). One that is written twice is found at
/// least twice (`pissss`).
///
/// @param runs of each letter the shortest run that will do; [#ONCE], if it must not be doubled
record WordEntry(String letters, String runs) {
  private static final char ONCE = 0;
  private static final int LONGEST_SHORT = 3;

  /// That entry: a whole word or several; with an asterisk at its end, whatever begins so; at its
  /// start, whatever ends so. In scripts without spaces between words, it is found anywhere.
  static WordEntry of(String written) {
    FoldedWords folded = FoldedWords.of(written);
    boolean isOpen = isWithoutSpaces(folded.at(1));
    boolean isStartOpen = isOpen || written.startsWith("*");
    boolean isEndOpen = isOpen || written.endsWith("*");
    int from = isStartOpen ? 1 : 0;
    int to = folded.size() - (isEndOpen ? 1 : 0);
    String letters = folded.toString().substring(from, to);
    boolean isShort = letters.strip().length() <= LONGEST_SHORT;
    StringBuilder runs = new StringBuilder();
    for (int i = from; i < to; i++) {
      boolean isEdge = (isStartOpen && i == from) || (isEndOpen && i == to - 1);
      runs.append(isShort && folded.run(i) == 1 && !isEdge ? ONCE : (char) folded.run(i));
    }
    return new WordEntry(letters, runs.toString());
  }

  private static boolean isWithoutSpaces(char first) {
    return switch (Character.UnicodeScript.of(first)) {
      case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
      default -> false;
    };
  }

  /// Whether the letters that are at that place in the text are repeated often enough.
  boolean fits(FoldedWords text, int at) {
    for (int i = 0; i < runs.length(); i++) {
      int run = text.run(at + i);
      boolean isEnough = runs.charAt(i) == ONCE ? run != 2 : run >= runs.charAt(i);
      if (!isEnough) {
        return false;
      }
    }
    return true;
  }
}
