package hubbub.bench.cluster;

import hubbub.bench.cluster.OneProcess.Node;
import hubbub.topic.TopicName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What it costs when the home of many topics is gone: how long until all have an owner again, how
/// long a loop is held up, and what is left in the heap.
public final class ManyTopics {
  private static final int AT_ONCE = 200;
  private static final int MOST_SECONDS = 300;
  private static final int REST_SECONDS = 10;

  private final int topics;

  /// With that many topics of one member each.
  public ManyTopics(int topics) {
    this.topics = topics;
  }

  /// What it came to. The heap is what is alive after a collection, in MiB, before and after.
  public record Cost(double seconds, double longestTurnMillis, double before, double after) {}

  /// Runs it: the members are at the second node; the third becomes the home.
  public Cost measure() throws InterruptedException {
    try (OneProcess process = new OneProcess()) {
      process.start(3);
      List<Guest> guests = fill(process.nodes().get(1));
      awaitOwners(process);
      TimeUnit.SECONDS.sleep(REST_SECONDS);
      double before = heap();
      process.nodes().forEach(Node::takeLongestMillis);
      double seconds = loseHome(process);
      TimeUnit.SECONDS.sleep(REST_SECONDS);
      double longest =
          process.nodes().stream().mapToDouble(Node::takeLongestMillis).max().orElse(0);
      double after = heap();
      for (Guest guest : guests) {
        guest.awaitJoined();
      }
      return new Cost(seconds, longest, before, after);
    }
  }

  private double loseHome(OneProcess process) throws InterruptedException {
    process.homesAt(process.nodes().getLast());
    process.kill(process.nodes().getFirst());
    long begun = System.nanoTime();
    awaitOwners(process);
    return (System.nanoTime() - begun) / 1e9;
  }

  private List<Guest> fill(Node node) throws InterruptedException {
    List<Guest> all = new ArrayList<>(topics);
    while (all.size() < topics) {
      int begun = all.size();
      for (int i = begun; i < Math.min(topics, begun + AT_ONCE); i++) {
        all.add(new Guest(node.cluster(), new TopicName("room:t" + i), "ann"));
      }
      for (Guest guest : all.subList(begun, all.size())) {
        guest.awaitJoined();
      }
    }
    return all;
  }

  private void awaitOwners(OneProcess process) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
    while (owners(process) < topics) {
      if (System.nanoTime() > until) {
        throw new IllegalStateException("owners: " + owners(process));
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private static long owners(OneProcess process) {
    return process.nodes().stream().mapToLong(it -> it.cluster().counters().owners()).sum();
  }

  private static double heap() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(200);
    }
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / 1048576.0;
  }
}
