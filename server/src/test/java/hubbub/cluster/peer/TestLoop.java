package hubbub.cluster.peer;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A loop that a test runs by hand, one turn at a time, in the test's own thread and time.
final class TestLoop extends AbstractExecutorService implements ScheduledExecutorService {
  private final TestNetwork network;
  private final Queue<Runnable> turns = new ArrayDeque<>();
  private boolean isStalled;
  private boolean isStopped;

  TestLoop(TestNetwork network) {
    this.network = network;
  }

  /// Takes no turn, or goes on.
  void stall(boolean isStalled) {
    this.isStalled = isStalled;
  }

  boolean isReady() {
    return !isStalled && !turns.isEmpty();
  }

  int turns() {
    return turns.size();
  }

  void runTurn() {
    network.runOn(this, turns.remove());
  }

  @Override
  public void execute(Runnable turn) {
    if (isStopped) {
      throw new RejectedExecutionException("stopped");
    }
    turns.add(turn);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable turn, long delay, TimeUnit unit) {
    if (isStopped) {
      throw new RejectedExecutionException("stopped");
    }
    network.after(unit.toNanos(delay), () -> turns.add(turn));
    return new Scheduled();
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> turn, long delay, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable turn, long initialDelay, long period, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable turn, long initialDelay, long delay, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void shutdown() {
    isStopped = true;
    turns.clear();
  }

  @Override
  public List<Runnable> shutdownNow() {
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return isStopped;
  }

  @Override
  public boolean isTerminated() {
    return isStopped;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return true;
  }

  /// Nobody looks at it.
  private static final class Scheduled implements ScheduledFuture<@Nullable Object> {
    @Override
    public long getDelay(TimeUnit unit) {
      return 0;
    }

    @Override
    public int compareTo(Delayed other) {
      return 0;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      return false;
    }

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public boolean isDone() {
      return false;
    }

    @Override
    public @Nullable Object get() {
      return null;
    }

    @Override
    public @Nullable Object get(long timeout, TimeUnit unit) {
      return null;
    }
  }
}
