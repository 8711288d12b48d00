package hubbub.cluster;

import hubbub.cluster.peer.NodeId;
import hubbub.topic.TopicName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// The copies of one shard's topics on this node, for homes that are about to open elsewhere.
/// Confined to the shard's loop.
final class ShardCopies {
  private final Map<TopicName, TopicCopy> all = new HashMap<>();
  private final PartSender sender;
  private final Wire wire;

  /// Whole topics go by `sender`, all else by `wire`.
  ShardCopies(PartSender sender, Wire wire) {
    this.sender = sender;
    this.wire = wire;
  }

  /// A replica has a copy.
  void add(TopicName topic, TopicCopy copy) {
    all.put(topic, copy);
  }

  /// A replica has none any more.
  void remove(TopicName topic) {
    all.remove(topic);
  }

  /// How far the copy of a topic has got, if there is one.
  Optional<Reached> reached(TopicName topic) {
    return Optional.ofNullable(all.get(topic)).flatMap(TopicCopy::reached);
  }

  /// How far each of them has got.
  List<NodeMessage.Copy> inventory() {
    List<NodeMessage.Copy> inventory = new ArrayList<>(all.size());
    all.forEach((topic, copy) ->
        copy.reached().ifPresent(it -> inventory.add(new NodeMessage.Copy(topic, it))));
    return inventory;
  }

  /// A new home gets what its copy lacks, as long as it `isCurrent`.
  void fetch(NodeId home, NodeMessage.Fetch fetch, BooleanSupplier isCurrent) {
    Optional<TopicCopy> copy = Optional.ofNullable(all.get(fetch.topic()));
    Optional<CatchUp> missing = copy.flatMap(it -> it.catchUp(fetch.reached()));
    if (missing.isEmpty() && reached(fetch.topic()).isPresent()) {
      sender.send(
          home,
          wire,
          new PartSender.Order(
              fetch.topic(),
              fetch.term(),
              fetch::number,
              isCurrent,
              copy.orElseThrow()::whole,
              () -> answer(home, fetch, Optional.empty())));
    } else {
      answer(home, fetch, missing);
    }
  }

  private void answer(NodeId home, NodeMessage.Fetch fetch, Optional<CatchUp> missing) {
    wire.send(home, new NodeMessage.Fetched(fetch.topic(), fetch.term(), fetch.number(), missing));
  }
}
