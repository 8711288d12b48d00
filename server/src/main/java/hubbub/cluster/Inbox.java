package hubbub.cluster;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// Messages to a replica, from any thread. They are handled on the topic's loop, one at a time and
/// in order. A limited number is handled in one go, so that a busy topic does not starve the loop's
/// sockets.
final class Inbox implements Runnable {
  private static final int MOST_IN_ONE_GO = 64;

  private final ScheduledExecutorService loop;
  private final Consumer<ToReplica> ear;
  private final Queue<ToReplica> messages = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isScheduled = new AtomicBoolean();

  /// Messages go to `ear`, on `loop`.
  Inbox(ScheduledExecutorService loop, Consumer<ToReplica> ear) {
    this.loop = loop;
    this.ear = ear;
  }

  /// Adds a message. Any thread.
  void tell(ToReplica message) {
    messages.add(message);
    schedule();
  }

  /// Adds a message after `millis`, unless the future is cancelled.
  Future<?> tellAfter(long millis, ToReplica message) {
    return loop.schedule(() -> tell(message), millis, TimeUnit.MILLISECONDS);
  }

  private void schedule() {
    if (isScheduled.compareAndSet(false, true)) {
      loop.execute(this);
    }
  }

  @Override
  public void run() {
    try {
      ToReplica message = messages.poll();
      for (int heard = 1; message != null; heard++) {
        ear.accept(message);
        message = heard < MOST_IN_ONE_GO ? messages.poll() : null;
      }
    } finally {
      isScheduled.set(false);
      if (!messages.isEmpty()) {
        schedule();
      }
    }
  }
}
