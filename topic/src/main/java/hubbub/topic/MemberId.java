package hubbub.topic;

/// The identity of a person: an account's or a guest's, the same on all their connections. 1 to 64
/// characters, minted by the server.
public record MemberId(String value) {
  public MemberId {
    if (value.isEmpty() || value.length() > 64) {
      throw new IllegalArgumentException("member id: " + value + " (expected: 1 to 64 characters)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
