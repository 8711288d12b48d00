package hubbub.app;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Has the whole heap collected once, when the server comes to rest after a busy time: by itself
/// the collector moves nothing together while hardly anything is allocated, and so keeps the memory
/// of those who came and went. All wait meanwhile, for a tenth of a second or two, so a heap that
/// would take longer is left alone. Confined to the thread that calls [#look].
final class IdleGc {
  /// How often it is to be looked at.
  static final Duration PERIOD = Duration.ofSeconds(5);

  private static final Duration BUSY = PERIOD.dividedBy(10);
  private static final Duration RESTFUL = PERIOD.dividedBy(20);
  private static final long MOST_BYTES = 256L << 20;

  private final Supplier<Duration> cpu;
  private final LongSupplier usedBytes;
  private final Runnable collect;
  private Duration before = Duration.ZERO;
  private boolean hasBeenBusy = true;

  /// `cpu` is what the process has used so far, `usedBytes` what its heap holds, and `collect`
  /// collects all of that.
  IdleGc(Supplier<Duration> cpu, LongSupplier usedBytes, Runnable collect) {
    this.cpu = cpu;
    this.usedBytes = usedBytes;
    this.collect = collect;
  }

  /// That of this process.
  static IdleGc ofProcess() {
    ProcessHandle process = ProcessHandle.current();
    Runtime heap = Runtime.getRuntime();
    return new IdleGc(
        () -> process.info().totalCpuDuration().orElse(Duration.ZERO),
        () -> heap.totalMemory() - heap.freeMemory(),
        FreeRatios.ofProcess()::collect);
  }

  /// Looks at the period that is over: a busy one used a tenth of a core or more, a restful one
  /// less than a twentieth; to start is to be busy.
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
