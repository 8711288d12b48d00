package hubbub.app;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Runs one full collection when the server falls idle after a busy time. While hardly anything is
/// allocated, the collector never compacts by itself, so the memory of clients that have left would
/// be kept. The collection stops all threads for a tenth of a second or two; a heap that would take
/// longer is left alone. Confined to the thread that calls [#look].
final class IdleGc {
  /// How often to call [#look].
  static final Duration PERIOD = Duration.ofSeconds(5);

  private static final Duration BUSY = PERIOD.dividedBy(10);
  private static final Duration RESTFUL = PERIOD.dividedBy(20);
  private static final long MOST_BYTES = 256L << 20;

  private final Supplier<Duration> cpu;
  private final LongSupplier usedBytes;
  private final Runnable collect;
  private Duration before = Duration.ZERO;
  private boolean hasBeenBusy = true;

  /// `cpu` is the CPU time that the process has used so far; `usedBytes` is what its heap holds;
  /// `collect` runs a full collection.
  IdleGc(Supplier<Duration> cpu, LongSupplier usedBytes, Runnable collect) {
    this.cpu = cpu;
    this.usedBytes = usedBytes;
    this.collect = collect;
  }

  /// Watches this process.
  static IdleGc ofProcess() {
    ProcessHandle process = ProcessHandle.current();
    Runtime heap = Runtime.getRuntime();
    return new IdleGc(
        () -> process.info().totalCpuDuration().orElse(Duration.ZERO),
        () -> heap.totalMemory() - heap.freeMemory(),
        FreeRatios.ofProcess()::collect);
  }

  /// Judges the period since the last call, and collects if the server has just fallen idle. A
  /// period is busy if it used a tenth of a core or more, idle if less than a twentieth. The start
  /// counts as busy.
  void look() {
    Duration now = cpu.get();
    Duration used = now.minus(before);
    before = now;
    if (used.compareTo(BUSY) >= 0) {
      hasBeenBusy = true;
    } else if (used.compareTo(RESTFUL) < 0 && hasBeenBusy) {
      hasBeenBusy = false;
      collectIfSmall();
    }
  }

  private void collectIfSmall() {
    if (usedBytes.getAsLong() < MOST_BYTES) {
      collect.run();
    }
  }
}
