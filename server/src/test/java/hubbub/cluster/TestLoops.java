package hubbub.cluster;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/// Threads for topics to live on, as event loops are in the product; shared by all tests.
final class TestLoops {
  static final List<ScheduledExecutorService> TWO = List.of(loop("one"), loop("other"));

  private TestLoops() {}

  private static ScheduledExecutorService loop(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().daemon().name("test-loop-" + name).factory());
  }
}
