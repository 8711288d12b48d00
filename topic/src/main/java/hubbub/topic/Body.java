package hubbub.topic;

/// The text of a message as broadcast: not blank, in NFC, without control characters except line
/// feed and tab, and with every bidi embedding and isolate closed.
///
/// Made only by `hubbub.text.Text#body`, which ensures that; only blankness and length are checked
/// here.
public record Body(String value) {
  /// The maximum in bytes of UTF-8, whatever the number of characters.
  public static final int MAX_BYTES = 8 * 1024;

  private static final int MOST_BYTES_OF_A_CHAR = 3;

  public Body {
    if (value.isBlank()) {
      throw new IllegalArgumentException("body: blank (expected: something to see)");
    }
  }

  /// Whether it has more than `maxCharacters` code points, or more than [#MAX_BYTES].
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
