package hubbub.topic;

/// A display name of 1 to 32 characters, with two forms for comparison: nicks with equal `key`
/// differ at most in case (RFC 8266); nicks with equal `skeleton` look the same (UTS #39). Made
/// only by `hubbub.text.Text#nick`.
public record Nick(String value, String key, String skeleton) {
  private static final int MAX_CHARACTERS = 32;

  /// The base of a numbered nick where the nick itself can't be cut.
  private static final Nick GUEST = new Nick("guest", "guest", "guest");

  public Nick {
    boolean isTooLong = characters(value) > MAX_CHARACTERS;
    if (value.isEmpty() || key.isEmpty() || skeleton.isEmpty() || isTooLong) {
      throw new IllegalArgumentException("nick: " + value + " (expected: 1 to 32 characters)");
    }
    OneLine.check("nick", value);
  }

  /// Whether the two look the same, even if they differ.
  boolean looksLike(Nick other) {
    return skeleton.equals(other.skeleton);
  }

  private static int characters(String text) {
    return text.codePointCount(0, text.length());
  }

  /// This nick with `digits` appended, cut if there is no room. Only the digits 2 to 9, which look
  /// like no other character.
  Nick numbered(String digits) {
    Nick before = cutTo(MAX_CHARACTERS - digits.length());
    return new Nick(before.value + digits, before.key + digits, before.skeleton + digits);
  }

  /// The first `most` characters or fewer, cut only between two letters or digits, so that
  /// combining characters stay with their base.
  private Nick cutTo(int most) {
    if (characters(value) <= most) {
      return this;
    }
    for (int at = cutsEvenly() ? most : 0; at > 0; at--) {
      int end = value.offsetByCodePoints(0, at);
      if (isPlain(value.codePointBefore(end)) && isPlain(value.codePointAt(end))) {
        return new Nick(value.substring(0, end), first(at, key), first(at, skeleton));
      }
    }
    return GUEST;
  }

  /// Whether value, key and skeleton can be cut at the same place.
  private boolean cutsEvenly() {
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
