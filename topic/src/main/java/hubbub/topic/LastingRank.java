package hubbub.topic;

import java.util.OptionalLong;

/// The rank that a topic, or the store, remembers for somebody even when they are gone.
///
/// @param untilAt when it ends, milliseconds since 1970 UTC; empty: never
/// @param byRank the rank of whoever gave it
public record LastingRank(Rank rank, OptionalLong untilAt, Rank byRank) {
  /// Whether it counts in place of an account's rank. A lower one does only if whoever gave it
  /// outranks the account: they may not have known its rank.
  boolean countsFor(Rank account) {
    return rank.isAtLeast(account) || byRank.outranks(account);
  }

  /// Whether it still counts at `now`.
  boolean isActiveAt(long now) {
    return untilAt.isEmpty() || now < untilAt.getAsLong();
  }
}
