package hubbub.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.UnicodeSet;

/// Tells visible text from invisible.
final class Visibility {
  private static final char LAST_ASCII = 0x7f;

  private Visibility() {}

  /// Whether the text has a visible character.
  static boolean isVisible(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > LAST_ASCII) {
        return Invisible.CHARACTERS.span(text, i, UnicodeSet.SpanCondition.SIMPLE) < text.length();
      }
      if (c > ' ' && c < LAST_ASCII) {
        return true;
      }
    }
    return false;
  }

  /// Whether fonts do not draw that character, nor leave a gap for it.
  static boolean isIgnorable(int c) {
    return UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
  }

  /// A class of its own, so that ASCII text does not load these tables.
  static final class Invisible {
    /// White space; controls; format characters, except those that are drawn; characters that fonts
    /// do not draw (Default_Ignorable_Code_Point); noncharacters. Also characters that are blank
    /// without any of these properties: a Braille blank, a null notehead, Egyptian blanks, the
    /// Khitan filler.
    static final UnicodeSet CHARACTERS =
        new UnicodeSet(
                "[[:White_Space:][:Cc:][[:Cf:]-[:Prepended_Concatenation_Mark:]]"
                    + "[:Default_Ignorable_Code_Point:][:Noncharacter_Code_Point:]"
                    + "\\u2800\\U0001D159\\U00013441\\U00013442\\U00016FE4]")
            .freeze();

    private Invisible() {}
  }
}
