package hubbub.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;

/// Joiners and variation selectors: invisible characters that change how their neighbours are
/// drawn. Where they change nothing, they only make equal-looking texts differ.
final class Shapers {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
  private static final int ZERO_WIDTH_JOINER = 0x200d;
  private static final int VIRAMA = 9;
  private static final int LAST_ASCII = 0x7f;

  private Shapers() {}

  /// Whether the character at `at` is one of them, in a place where it has an effect.
  static boolean isInPlace(String text, int at) {
    if (at == 0) {
      return false;
    }
    int before = text.codePointBefore(at);
    int c = text.codePointAt(at);
    return switch (c) {
      case ZERO_WIDTH_NON_JOINER -> isVirama(before) || parts(text, at);
      case ZERO_WIDTH_JOINER -> isVirama(before) || keepsApart(text, at);
      default -> varies(before, c);
    };
  }

  /// RFC 5892, A.1 and A.2: after a virama, either joiner chooses how a conjunct is drawn.
  private static boolean isVirama(int c) {
    return UCharacter.getCombiningClass(c) == VIRAMA;
  }

  /// RFC 5892, A.1: between two letters that would otherwise join.
  private static boolean parts(String text, int at) {
    int before = at;
    do {
      if (before == 0) {
        return false;
      }
      before = text.offsetByCodePoints(before, -1);
    } while (joining(text, before) == UCharacter.JoiningType.TRANSPARENT);
    int after = at + 1;
    while (after < text.length() && joining(text, after) == UCharacter.JoiningType.TRANSPARENT) {
      after = text.offsetByCodePoints(after, 1);
    }
    return after < text.length()
        && joinsAnyOf(text, before, UCharacter.JoiningType.LEFT_JOINING)
        && joinsAnyOf(text, after, UCharacter.JoiningType.RIGHT_JOINING);
  }

  private static int joining(String text, int at) {
    return UCharacter.getIntPropertyValue(text.codePointAt(at), UProperty.JOINING_TYPE);
  }

  private static boolean joinsAnyOf(String text, int at, int oneSided) {
    int type = joining(text, at);
    return type == oneSided || type == UCharacter.JoiningType.DUAL_JOINING;
  }

  /// Between a letter and a virama, a case missing from RFC 5892: Bengali and Kannada write ra
  /// before ya in this way (The Unicode Standard, 12.2 and 12.8).
  private static boolean keepsApart(String text, int at) {
    return at + 1 < text.length()
        && isVirama(text.codePointAt(at + 1))
        && Character.isLetter(text.codePointBefore(at));
  }

  /// Whether `c` chooses a variant of the character before it: of an emoji, an ideograph, or a
  /// Mongolian letter.
  private static boolean varies(int before, int c) {
    if (c == 0xfe0e || c == 0xfe0f) {
      return before > LAST_ASCII && UCharacter.hasBinaryProperty(before, UProperty.EMOJI);
    }
    if ((c >= 0xfe00 && c < 0xfe0e) || (c >= 0xe0100 && c <= 0xe01ef)) {
      return Character.isIdeographic(before);
    }
    boolean isMongolian = c == 0x180b || c == 0x180c || c == 0x180d || c == 0x180f;
    return isMongolian && UScript.getScript(before) == UScript.MONGOLIAN;
  }
}
