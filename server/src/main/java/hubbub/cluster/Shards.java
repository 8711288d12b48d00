package hubbub.cluster;

import hubbub.topic.TopicName;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/// Spreads topics over shards by the hash of their names. All topics of a shard live on one node,
/// on one of its event loops, `loops`.
record Shards(List<ScheduledExecutorService> loops) {
  /// How many shards there are; all nodes must agree on it.
  static final int COUNT = 200;

  /// The topic's shard.
  static int of(TopicName topic) {
    return Math.floorMod(topic.value().hashCode(), COUNT);
  }

  /// The loop on which a shard's owners and replicas run.
  ScheduledExecutorService loopOf(int shard) {
    return loops.get(shard % loops.size());
  }

  /// The loop of the topic's shard.
  ScheduledExecutorService loopOf(TopicName topic) {
    return loopOf(of(topic));
  }
}
