package hubbub.fanout;

import java.util.concurrent.atomic.AtomicLong;

/// How much all logs of a node may hold: a tenth of the heap. While they hold more, each log that
/// grows first drops all that history does not need, so the busiest give way first. Any thread.
final class LogBudget {
  private final AtomicLong held = new AtomicLong();
  private final long limitBytes;

  LogBudget(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  static LogBudget ofThisHeap() {
    return new LogBudget(Runtime.getRuntime().maxMemory() / 10);
  }

  void add(long bytes) {
    held.addAndGet(bytes);
  }

  boolean isExceeded() {
    return held.get() > limitBytes;
  }

  long heldBytes() {
    return held.get();
  }
}
