package hubbub.cluster;

import java.time.Duration;
import java.util.OptionalLong;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;

/// One timer for a topic's soonest deadline. Set to a later time it is left as it is, and rings too
/// early once: cheaper than a new timer for each message. Confined to its actor.
final class Alarm {
  private final ActorContext<ToOwner> context;
  private final ToOwner ring;
  private @Nullable Cancellable timer;
  private long setTo = Long.MAX_VALUE;

  Alarm(ActorContext<ToOwner> context, ToOwner ring) {
    this.context = context;
    this.ring = ring;
  }

  /// Rings at `at` or before; both times are milliseconds of the topic's clock.
  void set(OptionalLong at, long now) {
    if (at.isEmpty() || at.getAsLong() >= setTo) {
      return;
    }
    cancel();
    setTo = at.getAsLong();
    Duration wait = Duration.ofMillis(Math.max(1, setTo - now));
    timer = context.scheduleOnce(wait, context.getSelf(), ring);
  }

  /// The ring was heard.
  void rang() {
    timer = null;
    setTo = Long.MAX_VALUE;
  }

  void cancel() {
    if (timer != null) {
      timer.cancel();
    }
    rang();
  }
}
