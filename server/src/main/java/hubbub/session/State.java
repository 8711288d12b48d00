package hubbub.session;

import hubbub.topic.port.Feed;
import hubbub.wire.Ref;
import java.util.List;
import java.util.Optional;

/// The state of a [Membership]. A field exists only in the states that need it.
///
///     joining ── joined ──▶ joined ◀── resynced / fell behind ──▶ lagged
///        │                    │ ├── phx_leave ───▶ leaving ──┐
///     refused               ended └─ joined anew ─▶ replaced ─┤
///        ▼                    ▼                               │
///       over ◀────────────────┴───────────────────────────────┘
sealed interface State {
  /// Waits for the topic's answer. `replaced` is the membership on the same topic and connection
  /// whose place this one takes.
  record Joining(PendingJoin join, Optional<TopicChannel> replaced) implements State {}

  /// Follows the log; gets the events after `seq`.
  record Joined(Feed feed, long seq) implements State {}

  /// Fell out of the log after `seq` and asked for a resync. `steps` run once that is done.
  record Lagged(Feed feed, long seq, List<Runnable> steps) implements State {}

  /// A `phx_leave` was sent on to the topic; its reply goes to `ref`.
  record Leaving(Ref ref) implements State {}

  /// A newer join on the same connection took its place. Closed when that join is answered.
  record Replaced() implements State {}

  record Over() implements State {}

  /// Whether frames for the topic have to wait.
  default boolean isBusy() {
    return this instanceof Joining || this instanceof Leaving;
  }

  /// The log that the member's events come from; empty if it follows none.
  default Optional<Feed> log() {
    return switch (this) {
      case Joined joined -> Optional.of(joined.feed());
      case Lagged lagged -> Optional.of(lagged.feed());
      case Joining _, Leaving _, Replaced _, Over _ -> Optional.empty();
    };
  }

  /// Whether event `seq` is in the log before `end`. Also true if the member does not need it from
  /// the log.
  default boolean isTold(long seq, long end) {
    return switch (this) {
      case Joined joined -> seq <= joined.seq() || isIn(joined.feed(), seq, end);
      case Lagged lagged -> seq <= lagged.seq() || isIn(lagged.feed(), seq, end);
      case Joining _, Leaving _, Replaced _, Over _ -> true;
    };
  }

  private static boolean isIn(Feed feed, long seq, long end) {
    return feed.since(seq - 1, end).filter(List::isEmpty).isEmpty();
  }

  /// The steps waiting for a resync.
  default List<Runnable> parked() {
    return this instanceof Lagged lagged ? lagged.steps() : List.of();
  }
}
