package hubbub.topic;

/// Something that expires, with its position in [Deadlines].
abstract sealed class Deadline permits Person, SlotValue, TopicDeadline {
  static final long NEVER = Long.MAX_VALUE;

  /// Index in the heap; -1: not queued. Used by the owner only; not part of the state.
  transient int place = -1;

  /// The deadline it is queued under; never later than the true one.
  transient long queuedAt;

  /// The current deadline, in milliseconds since 1970 UTC, or [#NEVER].
  abstract long dueAt();

  /// `now` plus `ttlMillis`, or [#NEVER] on overflow.
  static long after(long now, long ttlMillis) {
    long at = now + ttlMillis;
    return at < now ? NEVER : at;
  }
}
