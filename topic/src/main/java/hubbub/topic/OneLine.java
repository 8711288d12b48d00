package hubbub.topic;

/// Rejects characters that a nick or title must not contain: control characters, line and paragraph
/// separators, lone surrogates, explicit bidi formatting.
final class OneLine {
  private OneLine() {}

  /// @throws IllegalArgumentException if `value` contains such a character
  static void check(String what, String value) {
    if (!value.codePoints().allMatch(OneLine::isFit)) {
      throw new IllegalArgumentException(
          what + ": " + value + " (expected: no control or direction characters)");
    }
  }

  private static boolean isFit(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.FORMAT -> !turns(codePoint);
      default -> true;
    };
  }

  /// Whether it changes the direction of the text after it (UAX #9, explicit formatting
  /// characters).
  private static boolean turns(int codePoint) {
    return switch (Character.getDirectionality(codePoint)) {
      case Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING,
          Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
          Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
          Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
          Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT,
          Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
          Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE,
          Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE,
          Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE ->
          true;
      default -> false;
    };
  }
}
