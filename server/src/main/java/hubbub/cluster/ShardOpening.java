package hubbub.cluster;

import hubbub.cluster.peer.NodeId;
import hubbub.codec.Unreadable;
import hubbub.topic.TopicName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The beginning of a home. It asks every member what it has of the shard, waits until each has
/// answered or was removed, and gets the best copy of each topic. Confined to the shard's loop.
final class ShardOpening {
  private static final int MOST_FETCHING = 32;

  private final Wire wire;
  private final long term;
  private final ShardCopies ours;
  private final Registry replicas;
  private final Runnable opened;
  private final Set<NodeId> asked = new HashSet<>();
  private final Map<NodeId, Map<TopicName, Reached>> theirs = new HashMap<>();

  /// The topics of which another node may have a better copy.
  private final Set<TopicName> left = new LinkedHashSet<>();

  private final Map<TopicName, Fetching> fetching = new HashMap<>();
  private long attempts;
  private boolean isOver;

  /// A copy that is on its way, or has come and is being shown.
  private record Fetching(TopicName topic, NodeId from, long number, CopiedTopic.Reader reader) {}

  /// `ours` are this node's copies. Runs `opened` once they are as good as any.
  ShardOpening(Wire wire, long term, ShardCopies ours, Registry replicas, Runnable opened) {
    this.wire = wire;
    this.term = term;
    this.ours = ours;
    this.replicas = replicas;
    this.opened = opened;
  }

  void begin() {
    wire.others().forEach(this::ask);
    goOn();
  }

  /// Asks a node; also again, if messages were lost.
  void ask(NodeId node) {
    asked.add(node);
    forget(node);
    wire.send(node, new NodeMessage.Opening(term));
  }

  /// A node has said what it has.
  void answered(NodeId from, NodeMessage.Inventory inventory) {
    if (inventory.term() == term && asked.remove(from)) {
      Map<TopicName, Reached> all = new HashMap<>();
      inventory.copies().forEach(copy -> all.put(copy.topic(), copy.reached()));
      theirs.put(from, all);
      left.addAll(all.keySet());
      goOn();
    }
  }

  /// A node is gone, and with it what it has.
  void removed(NodeId node) {
    asked.remove(node);
    forget(node);
    goOn();
  }

  private void forget(NodeId node) {
    theirs.remove(node);
    List.copyOf(fetching.values()).stream().filter(it -> it.from().equals(node)).forEach(this::end);
  }

  /// A node has what our copy lacks, or has the topic no more.
  void fetched(NodeMessage.Fetched fetched) {
    Fetching now = fetching.get(fetched.topic());
    if (now != null && now.number() == fetched.number()) {
      fetched
          .missing()
          .ifPresentOrElse(
              it -> goOn(now, copy -> copy.apply(it.changes(), List.of())), () -> over(now));
    }
  }

  /// The next part of a better copy than ours has come.
  void part(NodeMessage.Part part) {
    Fetching now = fetching.get(part.topic());
    if (now == null || now.number() != part.number()) {
      return;
    }
    try {
      now.reader().add(part.bytes());
      if (part.isLast()) {
        CopiedTopic copied = now.reader().done();
        goOn(now, copy -> copy.goOn(copied));
      }
    } catch (Unreadable e) {
      ClusteredPlacement.unreadable(now.from(), e);
      over(now);
    }
  }

  /// What a node has of a topic can't be had.
  void unreadable(NodeId from, TopicName topic) {
    Fetching now = fetching.get(topic);
    if (now != null && now.from().equals(from)) {
      over(now);
    }
  }

  private void goOn(Fetching now, Consumer<TopicCopy> step) {
    replicas.deliver(now.topic(), new ToReplica.GoOn(step, () -> over(now)));
  }

  /// That node has no better copy any more. Perhaps another has.
  private void over(Fetching now) {
    if (now.equals(fetching.get(now.topic()))) {
      Optional.ofNullable(theirs.get(now.from())).ifPresent(its -> its.remove(now.topic()));
      end(now);
      goOn();
    }
  }

  private void end(Fetching now) {
    fetching.remove(now.topic());
    now.reader().drop();
    left.add(now.topic());
  }

  private void goOn() {
    if (isOver || !asked.isEmpty()) {
      return;
    }
    while (fetching.size() < MOST_FETCHING && !left.isEmpty()) {
      TopicName next = left.iterator().next();
      left.remove(next);
      if (!fetching.containsKey(next)) {
        fetchBest(next);
      }
    }
    if (fetching.isEmpty()) {
      isOver = true;
      opened.run();
    }
  }

  private void fetchBest(TopicName topic) {
    Optional<Reached> ourBest = ours.reached(topic);
    @Nullable Reached best = ourBest.orElse(null);
    @Nullable NodeId from = null;
    for (Map.Entry<NodeId, Map<TopicName, Reached>> node : theirs.entrySet()) {
      Reached its = node.getValue().get(topic);
      if (its != null && (best == null || its.compareTo(best) > 0)) {
        best = its;
        from = node.getKey();
      }
    }
    if (from != null) {
      CopiedTopic.Reader reader = new CopiedTopic.Reader(wire.node(), wire.codec().slotsOf(topic));
      fetching.put(topic, new Fetching(topic, from, ++attempts, reader));
      wire.send(from, new NodeMessage.Fetch(topic, term, attempts, ourBest));
    }
  }

  /// The home moves on before it has opened.
  void stop() {
    isOver = true;
    fetching.values().forEach(it -> it.reader().drop());
  }
}
