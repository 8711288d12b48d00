package hubbub.bench.cluster;

import hubbub.cluster.Cluster;
import hubbub.cluster.ClusterSettings;
import hubbub.cluster.peer.Fabric;
import hubbub.cluster.peer.FabricEvents;
import hubbub.cluster.peer.NodeId;
import hubbub.fanout.TopicLogs;
import hubbub.protocol.EventWriter;
import hubbub.topic.KindSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// Nodes of one cluster in this process. The home of every shard is the node that was named last,
/// as long as it is there.
final class OneProcess implements AutoCloseable {
  private static final int LOOPS = 2;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

  private final Map<NodeId, FabricEvents> members = new TreeMap<>();
  private final Map<Integer, NodeId> homes = new HashMap<>();
  private final AtomicLong sentBytes = new AtomicLong();
  private final List<Node> nodes = new ArrayList<>();
  private volatile Optional<NodeId> wanted = Optional.empty();

  /// A node, and what it runs on.
  record Node(NodeId id, Cluster cluster, List<TimedLoop> loops) {
    /// The longest turn of its loops since the last call, in milliseconds.
    double takeLongestMillis() {
      return loops.stream().mapToDouble(TimedLoop::takeLongestMillis).max().orElse(0);
    }
  }

  /// The nodes that are there.
  List<Node> nodes() {
    return List.copyOf(nodes);
  }

  /// Starts nodes; the first is the home of all shards.
  List<Node> start(int count) {
    IntStream.range(0, count).forEach(_ -> start());
    homesAt(nodes.getFirst());
    for (Node node : nodes) {
      node.cluster().ready().toCompletableFuture().join();
    }
    return List.copyOf(nodes);
  }

  private void start() {
    NodeId id = new NodeId(1000 + nodes.size(), "127.0.0." + (nodes.size() + 1));
    List<TimedLoop> loops = IntStream.range(0, LOOPS).mapToObj(_ -> new TimedLoop()).toList();
    ClusterSettings settings =
        new ClusterSettings(
            Map.of("room", new ClusterSettings.Kind(KindSettings.DEFAULT, Optional.empty())),
            new EventWriter(),
            EventWriter::epochChanged,
            new TopicLogs(),
            List.copyOf(loops));
    Cluster.Joining joining = new Cluster.Joining(new Socket(id), () -> {});
    nodes.add(new Node(id, Cluster.start(settings, joining), loops));
  }

  /// Shards that have no home get this one.
  void homesAt(Node node) {
    wanted = Optional.of(node.id());
  }

  /// Ends a node from one moment to the next, and removes it.
  void kill(Node node) {
    node.loops().forEach(TimedLoop::shutdownNow);
    nodes.remove(node);
    thread.execute(() -> {
      members.remove(node.id());
      homes.values().removeIf(node.id()::equals);
      members.values().forEach(it -> it.removed(node.id()));
    });
  }

  /// How many bytes nodes have sent each other since the last call.
  long takeSentBytes() {
    return sentBytes.getAndSet(0);
  }

  @Override
  public void close() {
    nodes.forEach(node -> node.loops().forEach(TimedLoop::shutdownNow));
    thread.shutdownNow();
  }

  private final class Socket implements Fabric {
    private final NodeId self;

    Socket(NodeId self) {
      this.self = self;
    }

    @Override
    public NodeId self() {
      return self;
    }

    @Override
    public void start(FabricEvents events) {
      thread.execute(() -> {
        members.keySet().forEach(events::up);
        members.put(self, events);
        members.values().forEach(it -> it.up(self));
      });
    }

    @Override
    public void send(NodeId to, byte[] frame) {
      sentBytes.addAndGet(frame.length);
      thread.execute(() -> {
        FabricEvents its = members.get(to);
        if (its != null && members.containsKey(self)) {
          its.received(self, frame);
        }
      });
    }

    @Override
    public void wake(int shard) {
      thread.execute(() -> {
        FabricEvents home = wanted.map(members::get).orElse(null);
        if (home != null && homes.putIfAbsent(shard, wanted.orElseThrow()) == null) {
          home.open(shard);
        }
      });
    }

    @Override
    public CompletionStage<Void> leave() {
      return CompletableFuture.completedStage(null);
    }
  }
}
