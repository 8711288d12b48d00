package hubbub.cluster;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// Clocks that stand still until a test advances them, so that nothing times out on a busy machine.
/// Any thread.
final class TestTime implements Clocks {
  private final long startMillis = System.currentTimeMillis();
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicBoolean isToFail = new AtomicBoolean();

  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  /// Makes the next reading of a clock in nanoseconds throw.
  void failOnce() {
    isToFail.set(true);
  }

  @Override
  public long epochMillis() {
    return startMillis + nanos.get() / 1_000_000;
  }

  @Override
  public long nanos() {
    if (isToFail.getAndSet(false)) {
      throw new IllegalStateException("a bug, as this test wants it");
    }
    return nanos.get();
  }
}
