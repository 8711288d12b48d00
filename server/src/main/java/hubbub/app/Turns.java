package hubbub.app;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs steps one at a time, in the order in which they came, on a virtual thread that stands while
/// there are any. Any thread.
final class Turns {
  private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

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
      Runnable step = steps.remove();
      try {
        step.run();
      } catch (RuntimeException e) {
        LOG.error(
            "The listener of a subscription threw; it will hear the next event all the same", e);
      }
    } while (waiting.decrementAndGet() > 0);
  }
}
