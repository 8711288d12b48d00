package hubbub.topic;

/// What an edge needs to know of its own member to judge a message: its rank; until when it is
/// muted (0: it is not; [Long#MAX_VALUE]: permanently); when it last spoke (0: never), which is
/// updated while slow mode or a shield that slows people down is on; whether it must acknowledge a
/// warning first; when it first joined, as far as the topic remembers; and whether a message of its
/// own was accepted since.
public record Standing(
    Rank rank,
    long mutedUntilAt,
    long spokeAt,
    boolean mustAcknowledge,
    long firstJoinedAt,
    boolean isHeard) {
  /// Of somebody who has not spoken yet.
  public Standing(Rank rank, long mutedUntilAt) {
    this(rank, mutedUntilAt, 0, false, 0, false);
  }
}
