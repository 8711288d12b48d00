package hubbub.app;

import hubbub.logging.ThrottledLog;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Runs steps one at a time, in the order in which they were added, on a virtual thread that exists
/// only while steps wait. Any thread.
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

  /// Runs a step that calls a listener. If the listener throws, logs it, so that later steps still
  /// run.
  static void take(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      FAULTS.error(
          "The listener of a subscription threw; it will hear the next event all the same", e);
    }
  }
}
