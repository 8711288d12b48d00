package hubbub.cluster.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A node of a [TestNetwork], which keeps what it hears, and checks that it hears it on the right
/// loop.
final class TestNode implements Fabric, PeerEars {
  /// A message from a peer about a shard.
  record Heard(NodeId from, int shard, byte[] message) {
    String text() {
      return new String(message, UTF_8);
    }
  }

  private final TestNetwork network;
  private final NodeId id;
  private final List<TestLoop> loops;
  private final Peers peers;
  private final List<Heard> heard = new ArrayList<>();
  private final Map<NodeId, List<TestLoop>> losses = new HashMap<>();
  private BiConsumer<TestLoop, NodeId> onLost = (loop, peer) -> {};
  private Consumer<Heard> onHeard = message -> {};

  TestNode(TestNetwork network, int number, int loops) {
    this(network, number, loops, PeersSetup.MOST_UNSENT_BYTES);
  }

  TestNode(TestNetwork network, int number, int loops, int mostUnsentBytes) {
    this.network = network;
    this.id = new NodeId(number, "10.0.0." + number + ":4001");
    this.loops = Stream.generate(network::newLoop).limit(loops).toList();
    List<ScheduledExecutorService> executors = List.copyOf(this.loops);
    this.peers =
        new Peers(
            this,
            new PeersSetup(
                executors, network::nanos, this, mostUnsentBytes, PeersSetup.MESSAGES_A_TURN));
    network.link.connect(this);
  }

  /// Makes all of them members, as all see it.
  static void meet(TestNode... nodes) {
    for (TestNode node : nodes) {
      Stream.of(nodes).forEach(other -> node.peers.up(other.id));
    }
  }

  NodeId id() {
    return id;
  }

  Peers peers() {
    return peers;
  }

  TestLoop loop(int shard) {
    return loops.get(shard % loops.size());
  }

  List<TestLoop> loops() {
    return loops;
  }

  /// All messages, in the order in which they were heard.
  List<Heard> heard() {
    return heard;
  }

  /// The messages about a shard, as text.
  List<String> heard(NodeId from, int shard) {
    return heard.stream()
        .filter(one -> one.from().equals(from) && one.shard() == shard)
        .map(Heard::text)
        .toList();
  }

  /// The loops that have heard of losses with this peer, in order.
  List<TestLoop> losses(NodeId peer) {
    return losses.getOrDefault(peer, List.of());
  }

  /// Runs `act` with each message that is heard from now on.
  void onHeard(Consumer<Heard> act) {
    onHeard = act;
  }

  /// Runs `act` with each loss that a loop hears of from now on.
  void onLost(BiConsumer<TestLoop, NodeId> act) {
    onLost = act;
  }

  PeerFigures figures(TestNode peer) {
    return Objects.requireNonNull(peers.figures().get(peer.id));
  }

  /// Sends text about a shard, on its loop.
  void send(TestNode to, int shard, String text) {
    send(to, shard, text, () -> {});
  }

  /// Sends text, and runs `then` when it has been applied.
  void send(TestNode to, int shard, String text, Runnable then) {
    loop(shard).execute(() -> sendNow(to, shard, text, then));
  }

  /// The same, in a turn of the shard's loop.
  void sendNow(TestNode to, int shard, String text, Runnable then) {
    long position = peers.send(to.id, shard, text.getBytes(UTF_8));
    peers.whenApplied(to.id, shard, position, then);
  }

  @Override
  public void heard(NodeId from, int shard, byte[] message) {
    assertSame(loop(shard), network.running());
    Heard one = new Heard(from, shard, message);
    heard.add(one);
    onHeard.accept(one);
  }

  @Override
  public void lost(NodeId peer, int index) {
    TestLoop loop = network.running();
    losses.computeIfAbsent(peer, first -> new ArrayList<>()).add(loop);
    onLost.accept(loop, peer);
  }

  @Override
  public NodeId self() {
    return id;
  }

  @Override
  public void send(NodeId to, byte[] frame) {
    network.link.send(id, to, frame);
  }

  @Override
  public void start(FabricEvents events) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void wake(int shard) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Void> leave() {
    return CompletableFuture.completedFuture(null);
  }
}
