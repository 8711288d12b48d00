package hubbub.app;

import hubbub.logging.ThrottledLog;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Runs steps one at a time, in the order in which they came, on a virtual thread that stands while
/// there are any. Any thread.
final class SerialExecutor {
  private static final ThrottledLog FAULTS = new ThrottledLog(SerialExecutor.class);

  private final Queue<Runnable> steps = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();

  void add(Runnable step) {
    steps.add(step);
    if (waiting.getAndIncrement() == 0) {
      Thread.ofVirtual().name("hubbub-subscription").start(this::run);
    }
  }

  private void run() {
    do {
      take(steps.remove());
    } while (waiting.decrementAndGet() > 0);
  }

  /// Takes a step in which a listener is called; if that throws, what comes next is not lost.
  static void take(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      FAULTS.error(
          "The listener of a subscription threw; it will hear the next event all the same", e);
    }
  }
}
