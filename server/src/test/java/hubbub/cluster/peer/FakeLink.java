package hubbub.cluster.peer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;

/// Brings frames from node to node as badly as it is told to: each takes a random time, so that a
/// later one may come earlier.
final class FakeLink {
  /// What was sent, whether it arrived or not.
  record Sent(NodeId from, NodeId to, byte[] frame) {}

  private final TestNetwork network;
  private final Random random;
  private final Map<NodeId, TestNode> nodes = new HashMap<>();
  private final List<Sent> sent = new ArrayList<>();
  private double loss;
  private double doubling;
  private int leastMicros = 100;
  private int mostMicros = 100;
  private BiPredicate<NodeId, byte[]> isDropped = (to, frame) -> false;

  FakeLink(TestNetwork network, Random random) {
    this.network = network;
    this.random = random;
  }

  void connect(TestNode node) {
    nodes.put(node.id(), node);
  }

  /// Loses and doubles such parts of the frames.
  FakeLink losing(double loss, double doubling) {
    this.loss = loss;
    this.doubling = doubling;
    return this;
  }

  /// Each frame takes some time between these.
  FakeLink taking(int leastMicros, int mostMicros) {
    this.leastMicros = leastMicros;
    this.mostMicros = mostMicros;
    return this;
  }

  /// Drops those frames.
  void drop(BiPredicate<NodeId, byte[]> isDropped) {
    this.isDropped = isDropped;
  }

  /// Drops all.
  void cut() {
    drop((to, frame) -> true);
  }

  /// Drops none any more.
  void mend() {
    drop((to, frame) -> false);
  }

  /// All that was sent so far.
  List<Sent> sent() {
    return sent;
  }

  /// The frames of a kind that were sent to a node so far.
  List<byte[]> framesTo(TestNode node, int kind) {
    return sent.stream()
        .filter(one -> one.to().equals(node.id()) && one.frame()[1] == kind)
        .map(Sent::frame)
        .toList();
  }

  void send(NodeId from, NodeId to, byte[] frame) {
    sent.add(new Sent(from, to, frame));
    if (isDropped.test(to, frame) || random.nextDouble() < loss) {
      return;
    }
    arrive(from, to, frame);
    if (random.nextDouble() < doubling) {
      arrive(from, to, frame);
    }
  }

  private void arrive(NodeId from, NodeId to, byte[] frame) {
    long micros = random.nextInt(leastMicros, mostMicros + 1);
    TestNode node = Objects.requireNonNull(nodes.get(to));
    network.after(TimeUnit.MICROSECONDS.toNanos(micros), () -> node.peers().received(from, frame));
  }
}
