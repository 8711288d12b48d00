package hubbub.bench.cluster;

import hubbub.bench.cluster.OneProcess.Node;
import hubbub.topic.Body;
import hubbub.topic.Command;
import hubbub.topic.Outcome;
import hubbub.topic.TopicName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// What a topic of many members costs a loop: when another node attaches to it, when a node with
/// half of its members is gone, and when its home is gone and the next one has nothing of it.
///
/// Each is done twice, with a cluster of its own: the second time, the code is compiled.
public final class LongTopic {
  private static final int AT_ONCE = 200;
  private static final int MOST_SECONDS = 120;

  private final int members;

  /// With that many members.
  public LongTopic(int members) {
    this.members = members;
  }

  /// A step, and what it cost.
  public record Step(String what, double longestTurnMillis, double sentMebibytes, double millis) {}

  /// Runs it.
  public List<Step> measure() throws InterruptedException {
    List<Step> steps = new ArrayList<>(measure("cold: "));
    steps.addAll(measure("warm: "));
    return steps;
  }

  private List<Step> measure(String how) throws InterruptedException {
    try (OneProcess process = new OneProcess()) {
      return new Run(how, process).measure();
    }
  }

  private final class Run {
    private final String how;
    private final OneProcess process;
    private final TopicName topic = new TopicName("room:long");
    private final List<Step> steps = new ArrayList<>();
    private List<Node> nodes = List.of();

    Run(String how, OneProcess process) {
      this.how = how;
      this.process = process;
    }

    List<Step> measure() throws InterruptedException {
      nodes = process.start(4);
      Node home = nodes.get(0);
      Node other = nodes.get(1);
      Guest ann = new Guest(home.cluster(), topic, "ann").awaitJoined();
      step("%,d join at two nodes".formatted(members), () -> fill(home, other));
      step(
          "a third node attaches",
          () -> new Guest(nodes.get(2).cluster(), topic, "bob").awaitJoined());
      say(ann);
      process.kill(other);
      step("a node with half of them is gone", () -> awaitMembers(home, members / 2 + 2));
      step("they are forgotten", () -> TimeUnit.SECONDS.sleep(20));
      process.homesAt(nodes.get(3));
      process.kill(home);
      step("its home is gone; the next has nothing of it", () -> awaitMembers(nodes.get(3), 1));
      return steps;
    }

    private void fill(Node home, Node other) throws InterruptedException {
      List<Guest> some = new ArrayList<>();
      for (int i = 0; i < members; i++) {
        some.add(new Guest((i % 2 == 0 ? home : other).cluster(), topic, "guest" + i));
        if (some.size() == AT_ONCE) {
          for (Guest guest : some) {
            guest.awaitJoined();
          }
          some.clear();
        }
      }
      for (Guest guest : some) {
        guest.awaitJoined();
      }
    }

    private void awaitMembers(Node node, int count) throws InterruptedException {
      BooleanSupplier isThere =
          () -> node.cluster().snapshot(topic).filter(it -> it.members() == count).isPresent();
      for (int i = 0; i < MOST_SECONDS * 1_000 && !isThere.getAsBoolean(); i++) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
      if (!isThere.getAsBoolean()) {
        throw new IllegalStateException(
            node.id() + " has " + node.cluster().snapshot(topic) + " (expected: " + count + ")");
      }
    }

    private static void say(Guest guest) throws InterruptedException {
      Outcome outcome =
          guest.ask(
              new Command.Send(new Body("tea?"), Optional.empty(), Optional.empty(), List.of()));
      if (!(outcome instanceof Outcome.Sent)) {
        throw new IllegalStateException("refused: " + outcome);
      }
    }

    private void step(String what, Act act) throws InterruptedException {
      nodes.forEach(Node::takeLongestMillis);
      process.takeSentBytes();
      long begun = System.nanoTime();
      act.run();
      double millis = (System.nanoTime() - begun) / 1e6;
      TimeUnit.MILLISECONDS.sleep(500);
      double longest = nodes.stream().mapToDouble(Node::takeLongestMillis).max().orElse(0);
      steps.add(new Step(how + what, longest, process.takeSentBytes() / 1048576.0, millis));
    }
  }

  private interface Act {
    void run() throws InterruptedException;
  }
}
