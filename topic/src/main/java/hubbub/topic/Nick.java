package hubbub.topic;

/// A display name of 1 to 32 characters, and two forms to compare it by: `key`, in which two nicks
/// are the same whatever their case (RFC 8266), and `skeleton`, in which they are if they look the
/// same (UTS #39). Made by `hubbub.text.Text#nick` alone.
public record Nick(String value, String key, String skeleton) {
  private static final int MAX_CHARACTERS = 32;

  public Nick {
    boolean isTooLong = value.codePointCount(0, value.length()) > MAX_CHARACTERS;
    if (value.isEmpty() || key.isEmpty() || skeleton.isEmpty() || isTooLong) {
      throw new IllegalArgumentException("nick: " + value + " (expected: 1 to 32 characters)");
    }
    OneLine.check("nick", value);
  }

  /// Whether the two look the same, though they need not be.
  boolean looksLike(Nick other) {
    return skeleton.equals(other.skeleton);
  }
}
