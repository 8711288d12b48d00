package hubbub.cluster;

import hubbub.topic.TopicName;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/// What topics fall into by the hash of their names. A shard's topics live on one node and there on
/// one of `loops`, which are the node's; all nodes must agree on how many shards there are.
record Shards(List<ScheduledExecutorService> loops) {
  /// How many shards there are.
  static final int COUNT = 200;

  /// The shard of that topic.
  static int of(TopicName topic) {
    return Math.floorMod(topic.value().hashCode(), COUNT);
  }

  /// The loop on which a shard's owners and replicas run.
  ScheduledExecutorService loopOf(int shard) {
    return loops.get(shard % loops.size());
  }

  /// The loop of that topic's shard.
  ScheduledExecutorService loopOf(TopicName topic) {
    return loopOf(of(topic));
  }
}
