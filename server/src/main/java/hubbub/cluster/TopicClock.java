package hubbub.cluster;

import java.util.concurrent.TimeUnit;

/// The time of one reign, milliseconds since 1970 UTC. It is read from the machine's clock once and
/// is monotonic from there, so that deadlines don't move when that clock is set.
final class TopicClock {
  private static final long LEAST_SET_MILLIS = 2_000;

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

  /// What the machine's clock says at [#now], if it was set since the reign began; otherwise the
  /// same, since it only goes a little fast or slow.
  long machineAt(long now) {
    long machine = time.epochMillis();
    return Math.abs(machine - now) < LEAST_SET_MILLIS ? now : machine;
  }
}
