package hubbub.topic;

/// Something that ends by itself, and its one place in [Deadlines].
abstract sealed class Deadline permits Person, SlotValue, TopicDeadline {
  static final long NEVER = Long.MAX_VALUE;

  /// Index in the heap, -1: not queued. Owner's alone, so no part of the state.
  transient int place = -1;

  /// The deadline by which it is queued, never later than the true one.
  transient long queuedAt;

  /// When it ends as things stand now, in milliseconds since 1970 UTC, or [#NEVER].
  abstract long dueAt();

  /// `now` and a time to live as a deadline, without overflow.
  static long after(long now, long ttlMillis) {
    long at = now + ttlMillis;
    return at < now ? NEVER : at;
  }
}
