package hubbub.topic;

import java.text.Normalizer;
import java.util.Locale;

/// One entry of the keyword board. `expiresAt` is exact.
public record Keyword(String keyword, long expiresAt, boolean pinned) {
  /// The key of a keyword: equal for spellings that differ only in case (`Straße` and `STRASSE`) or
  /// in how their accents are encoded.
  public static String keyOf(String keyword) {
    if (isAscii(keyword)) {
      return keyword.toLowerCase(Locale.ROOT);
    }
    String folded = keyword.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(folded, Normalizer.Form.NFC);
  }

  private static boolean isAscii(String keyword) {
    for (int i = 0; i < keyword.length(); i++) {
      if (keyword.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
