package hubbub.cluster.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/// Nodes that send each other numbered messages over a bad link. How many nodes and loops there
/// are, how bad the link is, what is sent when, and when loops are too busy for anything, is drawn
/// from a seed.
///
/// A message is `epoch.number.padding`: the epoch counts the losses that the sender's loop has
/// heard of with that peer, and numbers begin at 0 in each.
final class PeersWorkload {
  private static final String LOST = "lost";
  private static final int SHARDS = 5;

  /// From a node to another, about a shard.
  record Way(TestNode from, TestNode to, int shard) {
    TestLoop loop() {
      return from.loop(shard);
    }
  }

  /// A message. Each time somebody is told that it was applied, a line is added that says whether
  /// it had been heard by then.
  record Sent(Way way, String text, List<Boolean> wasHeardWhenApplied) {}

  private record Lane(TestLoop loop, NodeId peer) {}

  private final Random random;
  private final TestNetwork network;
  private final List<TestNode> nodes;
  private final List<Way> ways = new ArrayList<>();
  private final Map<Way, List<Sent>> sent = new HashMap<>();
  private final Map<Way, List<String>> journals = new HashMap<>();
  private final Map<Lane, Integer> epochs = new HashMap<>();

  PeersWorkload(int seed, int mostUnsentBytes) {
    random = new Random(seed);
    network = new TestNetwork(seed);
    network.link.losing(random.nextDouble() * 0.4, random.nextDouble() * 0.4);
    network.link.taking(50, 50 + random.nextInt(20_000));
    nodes =
        IntStream.rangeClosed(1, 2 + random.nextInt(2))
            .mapToObj(
                number -> new TestNode(network, number, 1 + random.nextInt(4), mostUnsentBytes))
            .toList();
    nodes.forEach(from -> nodes.forEach(to -> addWays(from, to)));
    nodes.forEach(this::listen);
    TestNode.meet(nodes.toArray(TestNode[]::new));
  }

  private void addWays(TestNode from, TestNode to) {
    if (from != to) {
      IntStream.range(0, SHARDS).forEach(shard -> ways.add(new Way(from, to, shard)));
    }
  }

  private void listen(TestNode node) {
    node.onHeard(heard ->
        ways.stream()
            .filter(way -> way.to() == node && way.shard() == heard.shard())
            .filter(way -> way.from().id().equals(heard.from()))
            .forEach(way -> journal(way).add(heard.text())));
    node.onLost((loop, peer) -> {
      epochs.merge(new Lane(loop, peer), 1, Integer::sum);
      ways.stream()
          .filter(way -> way.to() == node && node.loop(way.shard()) == loop)
          .filter(way -> way.from().id().equals(peer))
          .forEach(way -> journal(way).add(LOST));
    });
  }

  TestNetwork network() {
    return network;
  }

  /// All ways between nodes.
  List<Way> ways() {
    return ways;
  }

  /// All messages that were sent.
  List<Sent> all() {
    return sent.values().stream().flatMap(List::stream).toList();
  }

  /// What was sent that way.
  List<String> sent(Way way) {
    return sent.getOrDefault(way, List.of()).stream().map(Sent::text).toList();
  }

  /// What was heard that way, and [#LOST] where the receiver's loop heard of a loss.
  List<String> journal(Way way) {
    return journals.computeIfAbsent(way, first -> new ArrayList<>());
  }

  boolean isAllHeard() {
    return ways.stream().allMatch(way -> journal(way).size() >= sent(way).size());
  }

  boolean isAllApplied() {
    return all().stream().noneMatch(one -> one.wasHeardWhenApplied().isEmpty());
  }

  /// Whether the newest message of each way was heard.
  boolean isTheNewestHeard() {
    return ways.stream()
        .filter(way -> !sent(way).isEmpty())
        .allMatch(way -> journal(way).contains(sent(way).getLast()));
  }

  boolean hasLosses() {
    return !epochs.isEmpty();
  }

  /// Sends messages of all sizes, most of them small, over some time.
  void sendSome(int messages) {
    for (int i = 0; i < messages; i++) {
      send(ways.get(random.nextInt(ways.size())), size());
      passSome();
    }
    nodes.forEach(node -> node.loops().forEach(loop -> loop.stall(false)));
  }

  private int size() {
    int kind = random.nextInt(100);
    return kind < 90 ? random.nextInt(200) : random.nextInt(kind < 98 ? 5_000 : 300_000);
  }

  /// Sends a small message each way.
  void sendOneEachWay() {
    ways.forEach(way -> send(way, 10));
  }

  /// Sends more than a lane holds while the link is down, and other messages meanwhile.
  void sendTooMuch() {
    network.link.cut();
    Way way = ways.get(random.nextInt(ways.size()));
    int messages = 60 + random.nextInt(40);
    for (int i = 0; i < messages; i++) {
      send(way, 20_000);
      send(ways.get(random.nextInt(ways.size())), random.nextInt(50));
      passSome();
    }
    network.link.mend();
    nodes.forEach(node -> node.loops().forEach(loop -> loop.stall(false)));
  }

  private void passSome() {
    if (random.nextInt(10) == 0) {
      List<TestLoop> loops = nodes.get(random.nextInt(nodes.size())).loops();
      loops.get(random.nextInt(loops.size())).stall(random.nextBoolean());
    }
    if (random.nextInt(3) == 0) {
      network.pass(Duration.ofNanos(random.nextInt(5_000_000)));
    }
  }

  private void send(Way way, int padding) {
    way.loop()
        .execute(() -> {
          Sent message = new Sent(way, nextText(way) + ".".repeat(padding), new ArrayList<>());
          sent.computeIfAbsent(way, first -> new ArrayList<>()).add(message);
          way.from()
              .sendNow(
                  way.to(),
                  way.shard(),
                  message.text(),
                  () -> {
                    assertEquals(way.loop(), network.running());
                    message.wasHeardWhenApplied().add(journal(way).contains(message.text()));
                  });
        });
  }

  private String nextText(Way way) {
    String epoch = epochs.getOrDefault(new Lane(way.loop(), way.to().id()), 0) + ".";
    return epoch + count(way, epoch);
  }

  private long count(Way way, String epoch) {
    return sent(way).stream().filter(text -> text.startsWith(epoch)).count();
  }

  /// All nodes forget each other.
  void removeAll() {
    nodes.forEach(node -> nodes.forEach(other -> node.peers().removed(other.id())));
  }

  /// Whether what was heard one way is what was sent, in order, but for what was dropped when the
  /// receiver heard of a loss.
  void checkGaps(Way way) {
    List<String> sent = sent(way);
    int next = 0;
    boolean isLost = false;
    for (String heard : journal(way)) {
      if (heard.equals(LOST)) {
        isLost = true;
        continue;
      }
      int at = sent.indexOf(heard);
      assertTrue(at >= next, "again, or out of order");
      if (at > next) {
        assertTrue(isLost, "a gap without a loss");
        assertTrue(heard.matches("\\d+\\.0\\.*"), "not the first after a loss");
      }
      next = at + 1;
      isLost = false;
    }
  }
}
