package hubbub.topic;

/// A display name and the key by which it is unique in a topic whatever its case. Both come
/// prepared by the edge (RFC 8266: `value` enforced, `key` made for comparison); `value` has 1 to
/// 32 characters.
public record Nick(String value, String key) {
  private static final int MAX_CHARACTERS = 32;

  /// What stands before the digits where there is nothing to cut short.
  private static final Nick GUEST = new Nick("guest", "guest");

  public Nick {
    if (value.isEmpty() || key.isEmpty() || characters(value) > MAX_CHARACTERS) {
      throw new IllegalArgumentException("nick: " + value + " (expected: 1 to 32 characters)");
    }
  }

  private static int characters(String text) {
    return text.codePointCount(0, text.length());
  }

  /// The same nick with `digits` behind it, cut short if there is no room: 2 to 9, which look like
  /// nothing else.
  Nick numbered(String digits) {
    Nick before = cutTo(MAX_CHARACTERS - digits.length());
    return new Nick(before.value + digits, before.key + digits);
  }

  /// At most so many characters of it, cut between two letters or digits, so that no character is
  /// torn from what belongs to it.
  private Nick cutTo(int most) {
    if (characters(value) <= most) {
      return this;
    }
    for (int at = characters(key) == characters(value) ? most : 0; at > 0; at--) {
      int end = value.offsetByCodePoints(0, at);
      if (isPlain(value.codePointBefore(end)) && isPlain(value.codePointAt(end))) {
        return new Nick(value.substring(0, end), key.substring(0, key.offsetByCodePoints(0, at)));
      }
    }
    return GUEST;
  }

  private static boolean isPlain(int character) {
    return Character.isLetterOrDigit(character);
  }
}
