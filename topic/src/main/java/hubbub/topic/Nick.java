package hubbub.topic;

/// A display name of 1 to 32 characters, and two forms to compare it by: `key`, in which two nicks
/// are the same whatever their case (RFC 8266), and `skeleton`, in which they are if they look the
/// same (UTS #39). Made by `hubbub.text.Text#nick` alone.
public record Nick(String value, String key, String skeleton) {
  private static final int MAX_CHARACTERS = 32;

  /// What stands before the digits where there is nothing to cut short.
  private static final Nick GUEST = new Nick("guest", "guest", "guest");

  public Nick {
    boolean isTooLong = characters(value) > MAX_CHARACTERS;
    if (value.isEmpty() || key.isEmpty() || skeleton.isEmpty() || isTooLong) {
      throw new IllegalArgumentException("nick: " + value + " (expected: 1 to 32 characters)");
    }
    OneLine.check("nick", value);
  }

  /// Whether the two look the same, though they need not be.
  boolean looksLike(Nick other) {
    return skeleton.equals(other.skeleton);
  }

  private static int characters(String text) {
    return text.codePointCount(0, text.length());
  }

  /// The same nick with `digits` behind it, cut short if there is no room: 2 to 9, which look like
  /// nothing else.
  Nick numbered(String digits) {
    Nick before = cutTo(MAX_CHARACTERS - digits.length());
    return new Nick(before.value + digits, before.key + digits, before.skeleton + digits);
  }

  /// At most so many characters of it, cut between two letters or digits, so that no character is
  /// torn from what belongs to it.
  private Nick cutTo(int most) {
    if (characters(value) <= most) {
      return this;
    }
    for (int at = isEven() ? most : 0; at > 0; at--) {
      int end = value.offsetByCodePoints(0, at);
      if (isPlain(value.codePointBefore(end)) && isPlain(value.codePointAt(end))) {
        return new Nick(value.substring(0, end), first(at, key), first(at, skeleton));
      }
    }
    return GUEST;
  }

  /// Whether all its forms can be cut at the same place.
  private boolean isEven() {
    int length = characters(value);
    return characters(key) == length && characters(skeleton) == length;
  }

  private static String first(int characters, String text) {
    return text.substring(0, text.offsetByCodePoints(0, characters));
  }

  private static boolean isPlain(int character) {
    return Character.isLetterOrDigit(character);
  }
}
