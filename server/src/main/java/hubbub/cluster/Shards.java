package hubbub.cluster;

import hubbub.topic.TopicName;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/// Topics are spread over shards by the hash of their names. All topics of a shard live on one
/// node, and there on one of its event loops, `loops`.
record Shards(List<ScheduledExecutorService> loops) {
  /// How many shards there are; all nodes must agree on it.
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
