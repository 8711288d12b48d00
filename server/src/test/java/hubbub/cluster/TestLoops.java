package hubbub.cluster;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/// Threads for topics to live on, as event loops are in the product.
final class TestLoops {
  /// Shared by the tests that need not stop theirs.
  static final List<ScheduledExecutorService> TWO = two();

  private TestLoops() {}

  /// Two new ones.
  static List<ScheduledExecutorService> two() {
    return List.of(loop("one"), loop("other"));
  }

  private static ScheduledExecutorService loop(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().daemon().name("test-loop-" + name).factory());
  }
}
