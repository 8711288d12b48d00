package hubbub.topic;

/// Protects a topic for a while from people who came after it began: those without a rank whom the
/// topic did not know before. It is laid over the topic's modes and changes none of them, so that
/// at its end nothing has to be restored.
///
/// @param since who first joined after this time is bound; milliseconds since 1970 UTC
/// @param isAutomatic whether the spam guard raised it, and no moderator
public record Shield(ShieldPreset preset, long since, long untilAt, boolean isAutomatic) {
  /// How often those whom [ShieldPreset#SLOW] binds may speak.
  public static final long SLOW_MILLIS = 10_000;

  /// How long one lasts that the spam guard has raised.
  public static final long AUTOMATIC_MILLIS = 300_000;

  /// Whether it is up at `now`.
  public boolean isUpAt(long now) {
    return now < untilAt;
  }

  /// Whether it binds somebody of that rank who first joined at that time.
  public boolean binds(Rank rank, long firstJoinedAt) {
    return !rank.isAtLeast(Rank.MEMBER) && firstJoinedAt > since;
  }
}
