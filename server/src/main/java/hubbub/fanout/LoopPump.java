package hubbub.fanout;

import hubbub.logging.ThrottledLog;
import hubbub.wire.Deflating;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Moves frames from logs to the sockets of one event loop. A turn runs the steps addressed to
/// single members, then visits the topics that have something new, for about 1 ms. Then it goes
/// behind the loop's other work, so that one giant topic cannot hold up small ones, heartbeats and
/// joins.
///
/// While busy it reschedules itself with `schedule`, never `execute`: Netty empties its task queue
/// before it polls sockets again.
final class LoopPump implements Runnable {
  private static final ThrottledLog BUGS = new ThrottledLog(LoopPump.class);
  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int STEPS_PER_LOOK = 32;
  private static final int MOST_TOUCHED = 32;

  private final EventLoop loop;
  private final Queue<SocketCursor.Pending> steps = new ConcurrentLinkedQueue<>();
  private final Queue<LoopTopic> ready = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isScheduled = new AtomicBoolean();
  private final List<SocketWriter> touched = new ArrayList<>();
  private final ByteBufAllocator allocator;
  private @Nullable Deflating deflating;
  private boolean isFlushing;
  private volatile long restedSinceNanos = System.nanoTime() - TURN_NANOS;
  private long delivering;
  private volatile long delivered;

  LoopPump(EventLoop loop, ByteBufAllocator allocator) {
    this.loop = loop;
    this.allocator = allocator;
  }

  ByteBufAllocator allocator() {
    return allocator;
  }

  /// Compresses frames; made when first needed. On the loop.
  Deflating deflating() {
    Deflating now = deflating;
    if (now == null) {
      now = new Deflating();
      deflating = now;
    }
    return now;
  }

  /// Queues a topic that has something new. Any thread.
  void ready(LoopTopic topic) {
    ready.add(topic);
    schedule();
  }

  /// Queues a step addressed to one member. Any thread.
  void post(SocketCursor.Pending step) {
    steps.add(step);
    schedule();
  }

  /// Marks a socket to be flushed with the next [#flush]. On the loop.
  void touch(SocketWriter socket) {
    touched.add(socket);
  }

  /// Counts frames that were handed to one member. On the loop.
  void count(long frames) {
    delivering += frames;
  }

  /// How many frames have been handed to members. Any thread.
  long delivered() {
    return delivered;
  }

  /// Flushes if enough sockets have been written to. On the loop.
  void flushIfMany() {
    if (touched.size() >= MOST_TOUCHED) {
      flush();
    }
  }

  /// Flushes each socket that was written to since the last flush, once. On the loop.
  void flush() {
    if (isFlushing) {
      // a flush made a socket writable, and it wrote more: the flush in progress sends that too
      return;
    }
    isFlushing = true;
    int count = 0;
    try {
      while (count < touched.size()) {
        touched.get(count++).send();
      }
    } finally {
      touched.subList(0, count).clear();
      isFlushing = false;
    }
    delivered = delivering;
  }

  @Override
  public void run() {
    isScheduled.set(false);
    try {
      turn();
    } catch (RuntimeException e) {
      BUGS.error(
          "A bug in Hubbub delayed deliveries to members; they continue. Please report it", e);
      schedule();
    }
  }

  private void turn() {
    long deadline = System.nanoTime() + TURN_NANOS;
    runSteps(deadline);
    LoopTopic topic = ready.poll();
    while (topic != null) {
      if (topic.pump(deadline)) {
        ready.add(topic);
      }
      topic = System.nanoTime() < deadline ? ready.poll() : null;
    }
    flush();
    restedSinceNanos = System.nanoTime();
    if (!steps.isEmpty() || !ready.isEmpty()) {
      schedule();
    }
  }

  private void runSteps(long deadlineNanos) {
    int count = 0;
    SocketCursor.Pending step = steps.poll();
    while (step != null) {
      step.run();
      boolean isTime = ++count % STEPS_PER_LOOK == 0 && System.nanoTime() > deadlineNanos;
      step = isTime ? null : steps.poll();
    }
  }

  private void schedule() {
    if (isScheduled.compareAndSet(false, true)) {
      if (System.nanoTime() - restedSinceNanos > TURN_NANOS) {
        loop.execute(this);
      } else {
        var _ = loop.schedule(this, 0, TimeUnit.NANOSECONDS);
      }
    }
  }
}
