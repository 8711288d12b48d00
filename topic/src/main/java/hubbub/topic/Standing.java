package hubbub.topic;

/// What an edge needs to know of its own member to judge a message: its rank; until when it is
/// muted (0: it is not; [Long#MAX_VALUE]: permanently); and when it last spoke (0: never), which is
/// updated while slow mode is on.
public record Standing(Rank rank, long mutedUntilAt, long spokeAt) {
  public Standing(Rank rank, long mutedUntilAt) {
    this(rank, mutedUntilAt, 0);
  }
}
