package hubbub.identity;

/// How this server tells who somebody is: whether guests may come, their keys, and sites' tokens;
/// and who may not use it.
public record Identities(boolean hasGuests, Guests guests, Tokens tokens, Exclusions exclusions) {
  /// Of a server that nobody is banned from.
  public Identities(boolean hasGuests, Guests guests, Tokens tokens) {
    this(hasGuests, guests, tokens, Exclusions.NONE);
  }
}
