package hubbub.topic;

/// Whom a lasting rank or a ban is about.
public sealed interface Subject {
  /// An account, or a guest.
  record Member(MemberId id) implements Subject {}

  /// Everybody who connects from a block of addresses.
  record Address(AddressPrefix prefix) implements Subject {}
}
