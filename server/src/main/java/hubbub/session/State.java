package hubbub.session;

import hubbub.topic.Feed;
import hubbub.wire.Ref;
import java.util.List;
import java.util.Optional;

/// Where a [Membership] stands; each state has what only it needs.
///
///     joining ── joined ──▶ joined ◀── resynced / fell behind ──▶ lagged
///        │                    │ ├── phx_leave ───▶ leaving ──┐
///     refused               ended └─ joined anew ─▶ replaced ─┤
///        ▼                    ▼                               │
///       over ◀────────────────┴───────────────────────────────┘
sealed interface State {
  /// `replaced` is the membership of the same topic and connection that this one takes the place
  /// of.
  record Joining(PendingJoin joiner, Optional<Membership> replaced) implements State {}

  /// It is told what comes after `seq`.
  record Joined(Feed feed, long seq) implements State {}

  /// It fell out of the log behind `seq`, and asked for a resync; the steps wait for that.
  record Lagged(Feed feed, long seq, List<Runnable> steps) implements State {}

  record LeaveRules(Ref ref) implements State {}

  /// A newer join of the same connection has its place; it is closed when that join is answered.
  record Replaced() implements State {}

  record Over() implements State {}

  /// Whether frames for the topic have to wait.
  default boolean isBusy() {
    return this instanceof Joining || this instanceof LeaveRules;
  }

  /// The log that its member is told from.
  default Optional<Feed> log() {
    return switch (this) {
      case Joined joined -> Optional.of(joined.feed());
      case Lagged lagged -> Optional.of(lagged.feed());
      case Joining _, LeaveRules _, Replaced _, Over _ -> Optional.empty();
    };
  }

  /// Whether the event of that seq stands in the log before `end`, or needs not, since the member
  /// was told it otherwise.
  default boolean isTold(long seq, long end) {
    return switch (this) {
      case Joined joined -> seq <= joined.seq() || isIn(joined.feed(), seq, end);
      case Lagged lagged -> seq <= lagged.seq() || isIn(lagged.feed(), seq, end);
      case Joining _, LeaveRules _, Replaced _, Over _ -> true;
    };
  }

  private static boolean isIn(Feed feed, long seq, long end) {
    return feed.since(seq - 1, end).filter(List::isEmpty).isEmpty();
  }

  /// The steps that wait for a resync.
  default List<Runnable> parked() {
    return this instanceof Lagged lagged ? lagged.steps() : List.of();
  }
}
