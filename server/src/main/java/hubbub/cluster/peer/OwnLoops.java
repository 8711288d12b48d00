package hubbub.cluster.peer;

import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The loops of this node, and which shard is on which. Any thread.
record OwnLoops(List<ScheduledExecutorService> all) {
  OwnLoops {
    all = List.copyOf(all);
    if (all.isEmpty() || all.size() > LaneId.MOST_LOOPS) {
      throw new IllegalArgumentException(
          "loops: " + all.size() + " (expected: 1 to " + LaneId.MOST_LOOPS + ")");
    }
  }

  int count() {
    return all.size();
  }

  /// The number of the loop of a shard.
  int of(int shard) {
    return shard % all.size();
  }

  /// Runs a task on a loop. Does nothing if that has stopped: the node is ending.
  void execute(int loop, Runnable task) {
    try {
      all.get(loop).execute(task);
    } catch (RejectedExecutionException stopped) {
      // Nothing is left to be done for the topics of that loop.
    }
  }

  /// Runs a task on a loop after a while, if that has not stopped then.
  void schedule(int loop, Runnable task, long delayNanos) {
    try {
      var _ = all.get(loop).schedule(task, delayNanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException stopped) {
      // As above.
    }
  }
}
