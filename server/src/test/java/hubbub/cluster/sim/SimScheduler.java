package hubbub.cluster.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// The time of a simulation, and what is to happen in it. Time passes only between two tasks. Tasks
/// due at the same time run in the order in which they were added.
final class SimScheduler {
  private final PriorityQueue<Task> due = new PriorityQueue<>();
  private final List<Throwable> thrown = new ArrayList<>();
  private final SplittableRandom random;
  private long now;
  private long count;

  private record Task(long at, long number, Runnable run) implements Comparable<Task> {
    @Override
    public int compareTo(Task other) {
      return at == other.at ? Long.compare(number, other.number) : Long.compare(at, other.at);
    }
  }

  SimScheduler(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /// Nanoseconds since the simulation began.
  long now() {
    return now;
  }

  /// A new source of chance, which follows from the seed.
  RandomGenerator chance() {
    return random.split();
  }

  /// Runs `task` at that time, or now if it has passed.
  void at(long nanos, Runnable task) {
    due.add(new Task(Math.max(now, nanos), count++, task));
  }

  /// Runs `task` after that time.
  void after(long nanos, Runnable task) {
    at(now + nanos, task);
  }

  /// Runs everything that is due until then.
  void runUntil(long nanos) {
    for (Task next = due.peek(); next != null && next.at <= nanos; next = due.peek()) {
      due.remove();
      now = next.at;
      run(next.run);
    }
    now = nanos;
  }

  /// Runs a task now, and notes what it throws.
  void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error bug) {
      thrown.add(bug);
    }
  }

  /// How many tasks have been added.
  long count() {
    return count;
  }

  /// What tasks have thrown, which nothing else caught.
  List<Throwable> thrown() {
    return thrown;
  }
}
