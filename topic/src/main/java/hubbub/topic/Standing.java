package hubbub.topic;

/// What an edge must know of its own member to judge a message: its rank, until when it is muted
/// (0: it is not; [Long#MAX_VALUE]: for good), and when it last spoke (0: never), which is brought
/// up to date while slow mode is on.
public record Standing(Rank rank, long mutedUntilAt, long spokeAt) {
  public Standing(Rank rank, long mutedUntilAt) {
    this(rank, mutedUntilAt, 0);
  }
}
