package hubbub.cluster;

import hubbub.cluster.peer.NodeId;
import hubbub.topic.TopicName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The beginning of a home. It asks every member what it has of the shard, waits until each has
/// answered or was removed, and gets the best copy of each topic. Confined to the shard's loop.
final class ShardOpening {
  private final Wire wire;
  private final long term;
  private final Map<TopicName, TopicCopy> ours;
  private final Registry replicas;
  private final Runnable opened;
  private final Set<NodeId> asked = new HashSet<>();
  private final Map<NodeId, Map<TopicName, Reached>> theirs = new HashMap<>();
  private final Map<TopicName, NodeId> fetching = new HashMap<>();
  private boolean isOver;

  /// `ours` are this node's copies. Runs `opened` once they are as good as any.
  ShardOpening(
      Wire wire, long term, Map<TopicName, TopicCopy> ours, Registry replicas, Runnable opened) {
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
    theirs.remove(node);
    fetching.values().removeIf(node::equals);
    wire.send(node, new NodeMessage.Opening(term));
  }

  /// A node has said what it has.
  void answered(NodeId from, NodeMessage.Inventory inventory) {
    if (inventory.term() == term && asked.remove(from)) {
      Map<TopicName, Reached> all = new HashMap<>();
      inventory.copies().forEach(copy -> all.put(copy.topic(), copy.reached()));
      theirs.put(from, all);
      goOn();
    }
  }

  /// A node is gone, and with it what it has.
  void removed(NodeId node) {
    asked.remove(node);
    theirs.remove(node);
    fetching.values().removeIf(node::equals);
    goOn();
  }

  /// A node has sent a better copy than ours, or has it no more.
  void fetched(NodeId from, NodeMessage.Fetched fetched) {
    TopicName topic = fetched.topic();
    if (!from.equals(fetching.get(topic))) {
      return;
    }
    Map<TopicName, Reached> its = theirs.get(from);
    if (its != null) {
      its.remove(topic);
    }
    Runnable done =
        () -> {
          fetching.remove(topic, from);
          goOn();
        };
    if (fetched.catchUp().isPresent()) {
      replicas.deliver(topic, new ToReplica.GoOn(fetched.catchUp().get(), done));
    } else {
      done.run();
    }
  }

  private void goOn() {
    if (isOver || !asked.isEmpty()) {
      return;
    }
    for (TopicName topic : topics()) {
      if (!fetching.containsKey(topic)) {
        fetchBest(topic);
      }
    }
    if (fetching.isEmpty()) {
      isOver = true;
      opened.run();
    }
  }

  private Set<TopicName> topics() {
    Set<TopicName> all = new HashSet<>();
    theirs.values().forEach(its -> all.addAll(its.keySet()));
    return all;
  }

  private void fetchBest(TopicName topic) {
    Optional<Reached> ourBest = Optional.ofNullable(ours.get(topic)).flatMap(TopicCopy::reached);
    @Nullable Reached best = ourBest.orElse(null);
    @Nullable NodeId from = null;
    for (Map.Entry<NodeId, Map<TopicName, Reached>> node : theirs.entrySet()) {
      Reached its = node.getValue().get(topic);
      if (its != null && (best == null || its.compareTo(best) > 0)) {
        best = its;
        from = node.getKey();
      }
    }
    if (from == null) {
      theirs.values().forEach(its -> its.remove(topic));
    } else {
      fetching.put(topic, from);
      wire.send(from, new NodeMessage.Fetch(topic, term, ourBest));
    }
  }
}
