package hubbub.topic;

import java.util.OptionalLong;

/// The rank that a topic, or the store, remembers for somebody even when they are gone.
///
/// @param untilAt when it ends, milliseconds since 1970 UTC; empty: never
public record LastingRank(Rank rank, OptionalLong untilAt) {
  /// Whether it still counts at `now`.
  boolean isActiveAt(long now) {
    return untilAt.isEmpty() || now < untilAt.getAsLong();
  }
}
