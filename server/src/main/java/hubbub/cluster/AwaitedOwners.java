package hubbub.cluster;

import hubbub.cluster.peer.NodeId;
import hubbub.topic.TopicName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which replicas on other nodes wait until a topic of a shard has an owner here. Confined to the
/// shard.
final class AwaitedOwners {
  private final Map<TopicName, Map<NodeId, NodeMessage.Attach>> all = new HashMap<>();

  /// Adds one, in place of an earlier attempt of that node.
  void add(NodeId from, NodeMessage.Attach attach) {
    all.computeIfAbsent(attach.topic(), _ -> new HashMap<>(2)).put(from, attach);
  }

  /// Whether any wait for the owner of `topic`.
  boolean has(TopicName topic) {
    return all.containsKey(topic);
  }

  /// Removes those that wait for the owner of `topic`.
  Map<NodeId, NodeMessage.Attach> take(TopicName topic) {
    return Optional.ofNullable(all.remove(topic)).orElseGet(Map::of);
  }

  /// Removes those of a node.
  ///
  /// @return the topics whose owners nobody waits for any more
  List<TopicName> remove(NodeId node) {
    List<TopicName> unawaited = new ArrayList<>(0);
    all.forEach((topic, waiting) -> {
      if (waiting.remove(node) != null && waiting.isEmpty()) {
        unawaited.add(topic);
      }
    });
    unawaited.forEach(all::remove);
    return unawaited;
  }

  void clear() {
    all.clear();
  }
}
