package hubbub.topic;

/// A display name and the key by which it is unique in a topic whatever its case. Both come
/// prepared by the edge (RFC 8266: `value` enforced, `key` made for comparison); `value` has 1 to
/// 32 characters.
public record Nick(String value, String key) {
  public Nick {
    if (value.isEmpty() || key.isEmpty() || value.codePointCount(0, value.length()) > 32) {
      throw new IllegalArgumentException("nick: " + value + " (expected: 1 to 32 characters)");
    }
  }
}
