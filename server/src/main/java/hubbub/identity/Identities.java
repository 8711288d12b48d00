package hubbub.identity;

/// How this server tells who somebody is: whether guests may come, their keys, and sites' tokens.
public record Identities(boolean hasGuests, Guests guests, Tokens tokens) {}
