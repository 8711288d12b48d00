package hubbub.session.guard;

import java.util.concurrent.atomic.AtomicLong;

/// One sender's use of a [Rate], by the generic cell rate algorithm (ITU-T I.371) in its virtual
/// scheduling form: one long, the theoretical arrival time. Any thread.
public final class Allowance {
  private final AtomicLong arrivalNanos;

  public Allowance(long nowNanos) {
    arrivalNanos = new AtomicLong(nowNanos);
  }

  /// Nanoseconds until one can be taken; 0: now.
  long waitNanos(Rate rate, long nowNanos) {
    long base = Math.max(arrivalNanos.get() - nowNanos, 0);
    return Math.max(0, base - rate.toleranceNanos());
  }

  /// Takes one if the allowance has one left.
  ///
  /// @return 0 if it was taken, else the nanoseconds until one can be
  public long take(Rate rate, long nowNanos) {
    long interval = rate.intervalNanos();
    long tolerance = rate.toleranceNanos();
    while (true) {
      long arrival = arrivalNanos.get();
      long base = Math.max(arrival - nowNanos, 0);
      if (base > tolerance) {
        return base - tolerance;
      }
      if (arrivalNanos.compareAndSet(arrival, nowNanos + base + interval)) {
        return 0;
      }
    }
  }

  /// Takes `count`, whether or not that many are left. What is missing has to come back before the
  /// next one can be taken.
  void overdraw(Rate rate, int count, long nowNanos) {
    long nanos = rate.intervalNanos() * count;
    arrivalNanos.updateAndGet(arrival -> nowNanos + Math.max(arrival - nowNanos, 0) + nanos);
  }
}
