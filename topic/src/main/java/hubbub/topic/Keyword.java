package hubbub.topic;

/// One entry of the keyword board. `expiresAt` is exact.
public record Keyword(String keyword, long expiresAt, boolean pinned) {}
