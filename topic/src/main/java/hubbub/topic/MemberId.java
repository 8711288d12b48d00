package hubbub.topic;

/// The id of a person, an account or a guest; the same on all their connections. 1 to 64
/// characters, minted by the server.
public record MemberId(String value) {
  /// The most characters of an id.
  public static final int MAX_LENGTH = 64;

  public MemberId {
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("member id: " + value + " (expected: 1 to 64 characters)");
    }
  }

  /// The first id that may come after `text` in the order of ids, or `text` itself.
  static MemberId upTo(String text) {
    return new MemberId(text.substring(0, Math.min(text.length(), MAX_LENGTH)));
  }

  /// Whether this is a guest's: those that the server mints for guests, and no others, begin with
  /// `g`.
  public boolean isGuest() {
    return value.charAt(0) == 'g';
  }

  @Override
  public String toString() {
    return value;
  }
}
