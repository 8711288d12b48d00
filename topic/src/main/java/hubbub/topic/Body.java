package hubbub.topic;

/// What somebody says, as all are told it: never without something to see, in NFC, of control
/// characters only line feed and tab, and with every stretch of a direction of its own closed.
///
/// Made by `hubbub.text.Text#body` alone, which sees to that; here only length is judged.
public record Body(String value) {
  /// The most bytes of UTF-8, however few characters those are.
  public static final int MAX_BYTES = 8 * 1024;

  private static final int MOST_BYTES_OF_A_CHAR = 3;

  public Body {
    if (value.isBlank()) {
      throw new IllegalArgumentException("body: blank (expected: something to see)");
    }
  }

  /// Whether it has more characters than that, or more than [#MAX_BYTES].
  public boolean isLongerThan(int maxCharacters) {
    int length = value.length();
    return (length > maxCharacters && value.codePointCount(0, length) > maxCharacters)
        || (length > MAX_BYTES / MOST_BYTES_OF_A_CHAR && bytes() > MAX_BYTES);
  }

  private long bytes() {
    return value
        .codePoints()
        .mapToLong(c -> c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4)
        .sum();
  }
}
