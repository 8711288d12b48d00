package hubbub.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import hubbub.cluster.peer.Fabric;
import hubbub.cluster.peer.FabricEvents;
import hubbub.cluster.peer.NodeId;
import hubbub.topic.TopicName;
import hubbub.topic.port.NoTopicStore;
import hubbub.topic.port.TopicStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/// Several nodes in one process, on real threads. Frames arrive; a node is a member once it starts
/// until it is [#kill]ed; homes are spread evenly, and move when a node leaves.
final class FakeCluster implements AutoCloseable {
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final Map<NodeId, FabricEvents> members = new TreeMap<>();
  private final Map<Integer, NodeId> homes = new HashMap<>();
  private final List<OneNode> nodes = new ArrayList<>();
  private final Map<Integer, String> garbled = new ConcurrentHashMap<>();
  private final Set<List<Integer>> cuts = ConcurrentHashMap.newKeySet();
  private final int size;
  private final TopicStore store;
  private boolean hasBegun;

  /// No shard has a home before that many nodes have started.
  FakeCluster(int size) {
    this(size, new NoTopicStore());
  }

  /// All nodes have that store.
  FakeCluster(int size, TopicStore store) {
    this.size = size;
    this.store = store;
  }

  /// Starts a node.
  OneNode start() {
    NodeId id = new NodeId(1000 + nodes.size(), "127.0.0." + (nodes.size() + 1));
    OneNode node = new OneNode(new Cluster.Joining(new Socket(id), () -> {}), store);
    nodes.add(node);
    return node;
  }

  /// Returns once topics can be joined on all nodes.
  void awaitReady() {
    nodes.forEach(
        node -> OneNode.await().until(() -> node.cluster().ready().toCompletableFuture().isDone()));
  }

  /// The node that is the home of a topic.
  OneNode homeOf(TopicName topic) {
    return CompletableFuture.supplyAsync(() -> homes.get(Shards.of(topic)), thread)
        .thenApply(home -> nodes.get(Objects.requireNonNull(home).number() - 1000))
        .join();
  }

  /// From now on, a node can't read messages in which that word is.
  void garble(OneNode node, String word) {
    garbled.put(numberOf(node), word);
  }

  /// From now on, nothing that the one node sends reaches the other.
  void cut(OneNode from, OneNode to) {
    cuts.add(List.of(numberOf(from), numberOf(to)));
  }

  /// Tells nodes that one does not answer. Returns when all know.
  void silence(OneNode node) {
    CompletableFuture.runAsync(
            () ->
                members.forEach((id, events) ->
                    members.keySet().stream()
                        .filter(it -> it.number() == numberOf(node) && !it.equals(id))
                        .forEach(events::unreachable)),
            thread)
        .join();
  }

  private byte[] garbled(NodeId to, byte[] frame) {
    String word = garbled.get(to.number());
    if (word == null) {
      return frame;
    }
    String unreadable = "\u00ff".repeat(word.length());
    return new String(frame, ISO_8859_1).replace(word, unreadable).getBytes(ISO_8859_1);
  }

  /// Another node becomes the home of a topic, once the one that it has let it go. Returns when
  /// that one has been told to.
  void move(TopicName topic, OneNode to) {
    int shard = Shards.of(topic);
    CompletableFuture.runAsync(
            () -> homeOf(shard).close(shard, () -> thread.execute(() -> open(shard, idOf(to)))),
            thread)
        .join();
  }

  /// The home of a topic is to close, and becomes its home again before it has.
  void reopen(TopicName topic) {
    int shard = Shards.of(topic);
    thread.execute(() -> {
      homeOf(shard).close(shard, () -> {});
      homeOf(shard).open(shard);
    });
  }

  private FabricEvents homeOf(int shard) {
    return Objects.requireNonNull(members.get(Objects.requireNonNull(homes.get(shard))));
  }

  private void open(int shard, NodeId home) {
    homes.put(shard, home);
    homeOf(shard).open(shard);
  }

  /// A node is gone from one moment to the next.
  void kill(OneNode node) {
    node.close();
    thread.execute(() -> {
      NodeId id = idOf(node);
      members.remove(id);
      homes.values().removeIf(id::equals);
      members.values().forEach(it -> it.removed(id));
    });
  }

  private NodeId idOf(OneNode node) {
    return members.keySet().stream()
        .filter(it -> it.number() == numberOf(node))
        .findFirst()
        .orElseThrow();
  }

  private int numberOf(OneNode node) {
    return 1000 + nodes.indexOf(node);
  }

  @Override
  public void close() {
    nodes.forEach(OneNode::close);
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
        hasBegun |= members.size() >= size;
        members.values().forEach(it -> it.up(self));
      });
    }

    @Override
    public void send(NodeId to, byte[] frame) {
      thread.execute(() -> {
        FabricEvents its = members.get(to);
        boolean isCut = cuts.contains(List.of(self.number(), to.number()));
        if (its != null && members.containsKey(self) && !isCut) {
          its.received(self, garbled(to, frame));
        }
      });
    }

    @Override
    public void wake(int shard) {
      thread.execute(() -> {
        if (hasBegun && !homes.containsKey(shard) && !members.isEmpty()) {
          open(shard, List.copyOf(members.keySet()).get(shard % members.size()));
        }
      });
    }

    @Override
    public CompletionStage<Void> leave() {
      CompletableFuture<Void> left = new CompletableFuture<>();
      thread.execute(() -> leaveNext(left));
      return left;
    }

    private void leaveNext(CompletableFuture<Void> left) {
      Optional<Integer> ours =
          homes.entrySet().stream()
              .filter(it -> it.getValue().equals(self))
              .map(Map.Entry::getKey)
              .findFirst();
      FabricEvents events = Objects.requireNonNull(members.get(self));
      if (ours.isPresent()) {
        events.close(
            ours.get(),
            () ->
                thread.execute(() -> {
                  List<NodeId> others =
                      members.keySet().stream().filter(it -> !it.equals(self)).toList();
                  open(ours.get(), others.get(ours.get() % others.size()));
                  leaveNext(left);
                }));
      } else {
        members.remove(self);
        members.values().forEach(it -> it.removed(self));
        left.complete(null);
      }
    }
  }
}
