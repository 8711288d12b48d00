package hubbub.topic;

/// Something that expires.
sealed interface Deadline permits Person, SlotValue, SingleDeadline {
  /// The deadline of what does not expire.
  long NEVER = Long.MAX_VALUE;

  /// The current deadline, in milliseconds since 1970 UTC, or [#NEVER].
  long dueAt();

  /// `now` plus `ttlMillis`, or [#NEVER] on overflow.
  static long after(long now, long ttlMillis) {
    long at = now + ttlMillis;
    return at < now ? NEVER : at;
  }
}
