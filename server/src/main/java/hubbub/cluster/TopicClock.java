package hubbub.cluster;

import java.util.concurrent.TimeUnit;

/// The time of one reign, milliseconds since 1970 UTC. It is read from the machine's clock once and
/// is monotonic from there, so that deadlines don't move when that clock is set.
final class TopicClock {
  private final Clocks time;
  private final long anchorMillis;
  private final long anchorNanos;

  /// Starts now, but not before `earliestMillis`, where the last reign had got to.
  TopicClock(Clocks time, long earliestMillis) {
    this.time = time;
    this.anchorMillis = Math.max(time.epochMillis(), earliestMillis);
    this.anchorNanos = time.nanos();
  }

  long now() {
    return anchorMillis + TimeUnit.NANOSECONDS.toMillis(time.nanos() - anchorNanos);
  }
}
