package hubbub.fanout;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// The memory that all logs of a node hold, and the limit for it: a tenth of the heap. Any thread.
///
/// Once a second, while any log has frames that it may drop, a sweep drops what is too old. If the
/// logs still hold too much, each is limited to a share, which is halved until they fit or it
/// reaches 16 KiB: so the biggest logs lose their oldest frames first. Between two sweeps, logs may
/// exceed the limit by what is appended in a second. Logs with nothing to drop are not registered
/// here, and cost nothing.
final class LogBudget {
  private static final long LEAST_SHARE_BYTES = 16 * 1024;

  private final Set<TopicLog> growing = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean isSweepDue = new AtomicBoolean();
  private final AtomicLong held = new AtomicLong();
  private final long limitBytes;
  private final LongSupplier clock;
  private final Executor inAWhile;

  /// `clock` gives nanoseconds; `inAWhile` runs a sweep after a delay.
  LogBudget(long limitBytes, LongSupplier clock, Executor inAWhile) {
    this.limitBytes = limitBytes;
    this.clock = clock;
    this.inAWhile = inAWhile;
  }

  static LogBudget ofThisHeap() {
    return new LogBudget(
        Runtime.getRuntime().maxMemory() / 10,
        System::nanoTime,
        CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
  }

  long nowNanos() {
    return clock.getAsLong();
  }

  void add(long bytes) {
    held.addAndGet(bytes);
  }

  long heldBytes() {
    return held.get();
  }

  /// Registers a log with frames that it may drop later.
  void watch(TopicLog log) {
    growing.add(log);
    sweepSoon();
  }

  /// Unregisters a log that has none left.
  void forget(TopicLog log) {
    growing.remove(log);
  }

  int growing() {
    return growing.size();
  }

  /// Makes the logs drop what they need not keep.
  void sweep() {
    long share = TopicLog.MAX_BYTES;
    trim(share);
    while (held.get() > limitBytes && share > LEAST_SHARE_BYTES) {
      share /= 2;
      trim(share);
    }
  }

  private void trim(long shareBytes) {
    long now = nowNanos();
    growing.forEach(log -> log.trim(now, shareBytes));
  }

  private void sweepSoon() {
    if (isSweepDue.compareAndSet(false, true)) {
      inAWhile.execute(() -> {
        isSweepDue.set(false);
        sweep();
        if (!growing.isEmpty()) {
          sweepSoon();
        }
      });
    }
  }
}
