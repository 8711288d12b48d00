package hubbub.topic;

/// The id of a person, an account or a guest; the same on all their connections. 1 to 64
/// characters, minted by the server.
public record MemberId(String value) {
  public MemberId {
    if (value.isEmpty() || value.length() > 64) {
      throw new IllegalArgumentException("member id: " + value + " (expected: 1 to 64 characters)");
    }
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
