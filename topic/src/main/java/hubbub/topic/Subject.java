package hubbub.topic;

/// Whom a lasting rank or a ban is about.
public sealed interface Subject {
  /// The id or the tag: what lists are ordered by.
  default String key() {
    return switch (this) {
      case Member(MemberId id) -> id.value();
      case Address(String tag) -> tag;
    };
  }

  /// An account, or a guest.
  record Member(MemberId id) implements Subject {}

  /// Everybody without a rank who connects from a block of addresses. `tag` stands for the block in
  /// one topic ([hubbub.topic.port.AddressTags]), so that nobody learns the address.
  record Address(String tag) implements Subject {
    private static final int MAX_LENGTH = 64;

    public Address {
      if (tag.isEmpty() || tag.length() > MAX_LENGTH) {
        throw new IllegalArgumentException("tag: " + tag + " (expected: 1 to 64 characters)");
      }
    }
  }
}
