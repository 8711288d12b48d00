package hubbub.session.guard;

import hubbub.text.HostNames;

/// What a text is made of: letters that have a case, how many of them are capitals, the longest run
/// of one character, the most combining marks on one letter; and whether it may have a mention or a
/// host name in it.
record TextTraits(
    int cased, int capitals, int longestRun, int mostMarks, boolean mayMention, boolean mayLink) {
  private static final char FIRST_MARK = 0x300;
  private static final char FULLWIDTH_AT = 0xff20;

  static TextTraits of(String text) {
    Counting counting = new Counting();
    for (int i = 0; i < text.length(); i++) {
      counting.add(text.charAt(i));
    }
    return counting.done();
  }

  /// Whether that is an accent that goes with any script, of which one can pile up many.
  private static boolean isMark(char c) {
    return c >= FIRST_MARK
        && (c <= 0x36f
            || (c >= 0x483 && c <= 0x489)
            || (c >= 0x1ab0 && c <= 0x1aff)
            || (c >= 0x1dc0 && c <= 0x1dff)
            || (c >= 0x20d0 && c <= 0x20ff)
            || (c >= 0xfe20 && c <= 0xfe2f));
  }

  /// Whether it changes how the letter before it is drawn, or nothing that one sees.
  private static boolean isUnseen(char c) {
    return (c >= 0xfe00 && c <= 0xfe0f) || Character.getType(c) == Character.FORMAT;
  }

  private static final class Counting {
    private int cased;
    private int capitals;
    private char last;
    private int run;
    private int longestRun;
    private int marks;
    private int mostMarks;
    private boolean mayMention;
    private boolean mayLink;

    void add(char c) {
      run = c == last ? run + 1 : 1;
      longestRun = Math.max(longestRun, run);
      last = c;
      if (c < FIRST_MARK) {
        addPlain(c);
      } else if (isMark(c)) {
        marks++;
        mostMarks = Math.max(mostMarks, marks);
        return;
      } else if (isUnseen(c)) {
        return; // the letter goes on
      } else {
        addOther(c);
      }
      marks = 0;
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
      return new TextTraits(cased, capitals, longestRun, mostMarks, mayMention, mayLink);
    }
  }
}
