package hubbub.cluster;

import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A timer for a topic's earliest deadline. When the deadline moves back, the timer is left alone
/// and rings too early: that is cheaper than a new timer for each message. Confined to its loop.
final class Alarm {
  private final ScheduledExecutorService loop;
  private final Runnable ring;
  private @Nullable Future<?> timer;
  private long setTo = Long.MAX_VALUE;

  /// An alarm that runs `ring` on `loop`.
  Alarm(ScheduledExecutorService loop, Runnable ring) {
    this.loop = loop;
    this.ring = ring;
  }

  /// Makes it ring at `at` or earlier. Both times are milliseconds of the topic's clock.
  void set(OptionalLong at, long now) {
    if (at.isEmpty() || at.getAsLong() >= setTo) {
      return;
    }
    cancel();
    setTo = at.getAsLong();
    timer = loop.schedule(ring, Math.max(1, setTo - now), TimeUnit.MILLISECONDS);
  }

  /// Resets the alarm; call this when it rings.
  void rang() {
    timer = null;
    setTo = Long.MAX_VALUE;
  }

  /// Makes it not ring any more.
  void cancel() {
    if (timer != null) {
      timer.cancel(false);
    }
    rang();
  }
}
