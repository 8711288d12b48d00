package hubbub.cluster.peer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Nodes, the link between them, their loops and their clock, in one thread: what happens next is
/// drawn from a seed. Time stands still while a loop has a turn to take.
final class TestNetwork {
  private record Timed(long atNanos, long order, Runnable act) {}

  final FakeLink link;
  private final Random random;
  private final PriorityQueue<Timed> timed =
      new PriorityQueue<>(Comparator.comparingLong(Timed::atNanos).thenComparingLong(Timed::order));
  private final List<TestLoop> loops = new ArrayList<>();
  private long nanos = Long.MAX_VALUE - Duration.ofSeconds(3).toNanos();
  private long order;
  private @Nullable TestLoop running;

  TestNetwork(long seed) {
    random = new Random(seed);
    link = new FakeLink(this, random);
  }

  /// The time. It passes [Long#MAX_VALUE] soon, as [System#nanoTime] may.
  long nanos() {
    return nanos;
  }

  TestLoop newLoop() {
    TestLoop loop = new TestLoop(this);
    loops.add(loop);
    return loop;
  }

  /// The loop that takes a turn now, if one does.
  @Nullable TestLoop running() {
    return running;
  }

  void runOn(TestLoop loop, Runnable turn) {
    running = loop;
    try {
      turn.run();
    } finally {
      running = null;
    }
  }

  /// Has something happen later.
  void after(long delayNanos, Runnable act) {
    timed.add(new Timed(sinceStart() + Math.max(0, delayNanos), order++, act));
  }

  private long sinceStart() {
    return nanos - (Long.MAX_VALUE - Duration.ofSeconds(3).toNanos());
  }

  /// Lets time pass, and all happen that is due in it.
  void pass(Duration time) {
    long end = sinceStart() + time.toNanos();
    while (step(end)) {}
    nanos += end - sinceStart();
  }

  /// Goes on until `isDone`. False if that takes too long.
  boolean passUntil(BooleanSupplier isDone, Duration most) {
    long end = sinceStart() + most.toNanos();
    while (!isDone.getAsBoolean()) {
      if (!step(end)) {
        return false;
      }
    }
    return true;
  }

  /// Time passes in which nothing runs, as when a process is stopped.
  void freeze(Duration time) {
    nanos += time.toNanos();
  }

  private boolean step(long end) {
    List<TestLoop> ready = loops.stream().filter(TestLoop::isReady).toList();
    Timed next = timed.peek();
    boolean isDue = next != null && next.atNanos() <= sinceStart();
    int choice =
        random.nextInt(ready.size() + (isDue ? 1 : 0) + (ready.isEmpty() && !isDue ? 1 : 0));
    if (choice < ready.size()) {
      ready.get(choice).runTurn();
    } else if (next != null && next.atNanos() <= end) {
      nanos += Math.max(0, next.atNanos() - sinceStart());
      timed.remove();
      next.act().run();
    } else {
      return false;
    }
    return true;
  }
}
