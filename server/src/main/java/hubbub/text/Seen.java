package hubbub.text;

import com.ibm.icu.text.UnicodeSet;

/// What of a text is seen.
final class Seen {
  private static final char LAST_ASCII = 0x7f;

  private Seen() {}

  /// Whether it shows anything at all.
  static boolean isAnythingIn(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > LAST_ASCII) {
        return Unseen.CHARACTERS.span(text, i, UnicodeSet.SpanCondition.SIMPLE) < text.length();
      }
      if (c > ' ' && c < LAST_ASCII) {
        return true;
      }
    }
    return false;
  }

  /// Apart, so that plain text never waits for these tables.
  static final class Unseen {
    /// Blanks, controls, format characters but for those that are drawn, whatever fonts draw as
    /// nothing (Default_Ignorable_Code_Point), no characters at all; and what has none of these
    /// properties and is blank all the same: Braille's, a note's head, Egyptian's, Khitan's filler.
    static final UnicodeSet CHARACTERS =
        new UnicodeSet(
                "[[:White_Space:][:Cc:][[:Cf:]-[:Prepended_Concatenation_Mark:]]"
                    + "[:Default_Ignorable_Code_Point:][:Noncharacter_Code_Point:]"
                    + "\\u2800\\U0001D159\\U00013441\\U00013442\\U00016FE4]")
            .freeze();

    private Unseen() {}
  }
}
