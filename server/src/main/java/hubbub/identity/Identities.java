package hubbub.identity;

/// How this server tells who somebody is: whether guests may come, their keys, tokens, and the
/// nicks that accounts have.
public record Identities(boolean hasGuests, Guests guests, Tokens tokens, ReservedNicks reserved) {}
