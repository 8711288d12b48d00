package hubbub.cluster.sim;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A loop of a simulated node. Its tasks run in order, each a little later than it was added, so
/// that those of different loops interleave by chance.
final class SimLoop extends AbstractExecutorService implements ScheduledExecutorService {
  private static final long MOST_LATENCY_NANOS = 100_000;

  private final SimMachine machine;
  private final SimScheduler scheduler;
  private final RandomGenerator chance;
  private final int number;
  private long lastAt;

  SimLoop(SimMachine machine, SimScheduler scheduler) {
    this.machine = machine;
    this.scheduler = scheduler;
    this.chance = scheduler.chance();
    this.number = chance.nextInt();
  }

  /// The same in each run, as it may be a key of a hash map.
  @Override
  public int hashCode() {
    return number;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public void execute(Runnable task) {
    runAfter(0, task);
  }

  /// Runs a task after that time, and after all tasks that were added before.
  void runAfter(long nanos, Runnable task) {
    lastAt = Math.max(lastAt, scheduler.now() + nanos + chance.nextLong(MOST_LATENCY_NANOS));
    scheduler.at(lastAt, () -> machine.run(task));
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    Timer timer = new Timer(task, 0);
    timer.start(unit.toNanos(delay));
    return timer;
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable task, long initialDelay, long period, TimeUnit unit) {
    return scheduleWithFixedDelay(task, initialDelay, period, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable task, long initialDelay, long delay, TimeUnit unit) {
    Timer timer = new Timer(task, unit.toNanos(delay));
    timer.start(unit.toNanos(initialDelay));
    return timer;
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
    throw new UnsupportedOperationException("not simulated");
  }

  @Override
  public void shutdown() {}

  @Override
  public List<Runnable> shutdownNow() {
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return machine.isEnded();
  }

  @Override
  public boolean isTerminated() {
    return machine.isEnded();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return true;
  }

  /// A task that waits for its time, which comes again if `periodNanos` is above 0.
  private final class Timer implements ScheduledFuture<Void> {
    private final Runnable task;
    private final long periodNanos;
    private long at;
    private boolean isDone;
    private boolean isCancelled;

    Timer(Runnable task, long periodNanos) {
      this.task = task;
      this.periodNanos = periodNanos;
    }

    void start(long delayNanos) {
      at = scheduler.now() + Math.max(0, delayNanos);
      scheduler.at(at, () -> machine.run(() -> execute(this::ring)));
    }

    private void ring() {
      if (isDone) {
        return;
      }
      isDone = periodNanos == 0;
      task.run();
      if (!isDone) {
        start(periodNanos);
      }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      boolean wasDone = isDone;
      isDone = true;
      isCancelled |= !wasDone;
      return !wasDone;
    }

    @Override
    public boolean isCancelled() {
      return isCancelled;
    }

    @Override
    public boolean isDone() {
      return isDone;
    }

    @Override
    public Void get() {
      throw new UnsupportedOperationException("nobody waits in a simulation");
    }

    @Override
    public Void get(long timeout, TimeUnit unit) {
      throw new UnsupportedOperationException("nobody waits in a simulation");
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(at - scheduler.now(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }
}
