package hubbub.topic;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Optional;

/// A topic's name, `kind:name`: NFC, at most 255 bytes of UTF-8; letters, marks and digits of any
/// script, and `_.~:/@+#=-`. Both the kind, before the first colon, and the name after it have at
/// least one character. Invisible letters and marks are not allowed.
public record TopicName(String value) {
  private static final int MAX_BYTES = 255;
  private static final String PUNCTUATION = "_.~:/@+#=-";

  public TopicName {
    if (!isValid(value)) {
      throw new IllegalArgumentException("topic: " + value + " (expected: kind:name)");
    }
  }

  /// The topic name, or empty if `value` is not valid.
  public static Optional<TopicName> parse(String value) {
    return isValid(value) ? Optional.of(new TopicName(value)) : Optional.empty();
  }

  /// The part before the first colon: it selects the settings and the extension.
  public String kind() {
    return value.substring(0, value.indexOf(':'));
  }

  @Override
  public String toString() {
    return value;
  }

  private static boolean isValid(String value) {
    int colon = value.indexOf(':');
    return colon > 0
        && colon < value.length() - 1
        && value.length() <= MAX_BYTES
        && value.codePoints().allMatch(TopicName::isAllowed)
        && value.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES
        && Normalizer.isNormalized(value, Normalizer.Form.NFC);
  }

  private static boolean isAllowed(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> !isUnseen(codePoint);
      default ->
          (Character.isLetterOrDigit(codePoint) && !isUnseen(codePoint))
              || PUNCTUATION.indexOf(codePoint) >= 0;
    };
  }

  /// The letters and marks that a font draws as nothing (Unicode's Default_Ignorable_Code_Point):
  /// grapheme joiner, Hangul fillers, Khmer's inherent vowels, variation selectors.
  private static boolean isUnseen(int c) {
    return c == 0x34f
        || (c >= 0x115f && c <= 0x1160)
        || (c >= 0x17b4 && c <= 0x17b5)
        || (c >= 0x180b && c <= 0x180f)
        || c == 0x3164
        || (c >= 0xfe00 && c <= 0xfe0f)
        || c == 0xffa0
        || (c >= 0xe0100 && c <= 0xe01ef);
  }
}
