package hubbub.bench.cluster;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// An event loop without sockets, which remembers its longest turn.
///
/// The time of a turn is what its thread computed, so that neither other loops on a small machine
/// nor the garbage collector count.
final class TimedLoop extends ScheduledThreadPoolExecutor {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private long beganNanos;
  private volatile long longestNanos;

  TimedLoop() {
    super(1, Thread.ofPlatform().name("loop").daemon().factory());
    setRemoveOnCancelPolicy(true);
    setRejectedExecutionHandler(new DiscardPolicy());
    setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  protected void beforeExecute(Thread thread, Runnable turn) {
    beganNanos = THREADS.getCurrentThreadCpuTime();
  }

  @Override
  protected void afterExecute(Runnable turn, Throwable thrown) {
    longestNanos = Math.max(longestNanos, THREADS.getCurrentThreadCpuTime() - beganNanos);
  }

  /// The longest turn since the last call, in milliseconds.
  double takeLongestMillis() {
    long longest = longestNanos;
    longestNanos = 0;
    return longest / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }
}
