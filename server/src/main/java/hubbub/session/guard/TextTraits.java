package hubbub.session.guard;

import hubbub.text.HostNames;

/// What a text is made of: letters that have a case, how many of them are capitals, the longest run
/// of one character, whether marks are piled up on a letter; and whether it may have a mention or a
/// host name in it.
record TextTraits(
    int cased,
    int capitals,
    int longestRun,
    boolean hasPiledMarks,
    boolean mayMention,
    boolean mayLink) {
  private static final char FIRST_MARK = 0x300;
  private static final int MOST_ACCENTS = 3;
  private static final int MOST_MARKS = 6;
  private static final int MOST_ALIKE = 3;
  private static final char FULLWIDTH_AT = 0xff20;

  static TextTraits of(String text) {
    Counting counting = new Counting();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < FIRST_MARK || !counting.addMark(text.codePointAt(i))) {
        counting.add(c);
      } else if (Character.isHighSurrogate(c)) {
        i++;
      }
    }
    return counting.done();
  }

  /// Whether that is an accent that goes with any script, of which no language needs many at once.
  private static boolean isAccent(int c) {
    return c >= FIRST_MARK
        && (c <= 0x36f
            || (c >= 0x483 && c <= 0x489)
            || (c >= 0x1ab0 && c <= 0x1aff)
            || (c >= 0x1dc0 && c <= 0x1dff)
            || (c >= 0x20d0 && c <= 0x20ff)
            || (c >= 0xfe20 && c <= 0xfe2f));
  }

  /// Whether it chooses how the letter before it is drawn, and draws nothing itself.
  private static boolean isSelector(int c) {
    return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef);
  }

  private static final class Counting {
    private int cased;
    private int capitals;
    private char last;
    private int run;
    private int longestRun;
    private int accents;
    private int marks;
    private int lastMark;
    private int alike;
    private boolean hasPiledMarks;
    private boolean mayMention;
    private boolean mayLink;

    void add(char c) {
      run = c == last ? run + 1 : 1;
      longestRun = Math.max(longestRun, run);
      last = c;
      accents = 0;
      marks = 0;
      lastMark = 0;
      if (c < FIRST_MARK) {
        addPlain(c);
      } else {
        addOther(c);
      }
    }

    /// Adds what goes with the letter before it; false if it does not.
    boolean addMark(int c) {
      switch (Character.getType(c)) {
        case Character.FORMAT, Character.COMBINING_SPACING_MARK -> {}
        case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> pileUp(c);
        default -> {
          return false;
        }
      }
      return true;
    }

    private void pileUp(int c) {
      if (isSelector(c)) {
        return;
      }
      accents += isAccent(c) ? 1 : 0;
      marks++;
      alike = c == lastMark ? alike + 1 : 1;
      lastMark = c;
      hasPiledMarks |= accents > MOST_ACCENTS || marks > MOST_MARKS || alike > MOST_ALIKE;
    }

    private void addPlain(char c) {
      if (c >= 'a' && c <= 'z') {
        cased++;
      } else if (c >= 'A' && c <= 'Z') {
        cased++;
        capitals++;
      } else if (c == '@') {
        mayMention = true;
      } else if (HostNames.isHint(c)) {
        mayLink = true;
      } else if (c > 0x7f && Character.isLetter(c)) {
        count(c);
      }
    }

    private void addOther(char c) {
      if (HostNames.isHint(c)) {
        mayLink = true;
      } else if (c == FULLWIDTH_AT) {
        mayMention = true;
      } else {
        count(c);
      }
    }

    private void count(char c) {
      if (Character.isUpperCase(c)) {
        cased++;
        capitals++;
      } else if (Character.isLowerCase(c)) {
        cased++;
      }
    }

    TextTraits done() {
      return new TextTraits(cased, capitals, longestRun, hasPiledMarks, mayMention, mayLink);
    }
  }
}
