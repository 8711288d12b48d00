package hubbub.topic;

/// What an edge must know of its own member to judge a message: its rank, and until when it is
/// muted (0: it is not; [Long#MAX_VALUE]: for good).
public record Standing(Rank rank, long mutedUntilAt) {}
