package hubbub.identity;

/// How this server tells who somebody is: whether guests may come, their keys, tokens, and the
/// nicks that accounts have; and who may not use it.
public record Identities(
    boolean hasGuests,
    Guests guests,
    Tokens tokens,
    ReservedNicks reserved,
    Exclusions exclusions) {
  /// Of a server that nobody is banned from.
  public Identities(boolean hasGuests, Guests guests, Tokens tokens, ReservedNicks reserved) {
    this(hasGuests, guests, tokens, reserved, Exclusions.NONE);
  }
}
