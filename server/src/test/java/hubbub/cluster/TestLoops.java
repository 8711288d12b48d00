package hubbub.cluster;

import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;

/// Threads for topics, in place of event loops. Tasks scheduled on a stopped one are ignored.
final class TestLoops {
  /// Shared by the tests that need not stop theirs.
  static final List<ScheduledExecutorService> TWO = two();

  private TestLoops() {}

  /// Two new loops.
  static List<ScheduledExecutorService> two() {
    return List.of(loop("one"), loop("other"));
  }

  private static ScheduledExecutorService loop(String name) {
    return new ScheduledThreadPoolExecutor(
        1,
        Thread.ofPlatform().daemon().name("test-loop-" + name).factory(),
        new ThreadPoolExecutor.DiscardPolicy());
  }
}
