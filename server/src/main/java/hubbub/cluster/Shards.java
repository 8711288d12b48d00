package hubbub.cluster;

import hubbub.topic.TopicName;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.apache.pekko.cluster.sharding.typed.ShardingMessageExtractor;

/// Which shard a topic falls into: by the hash of its name. To Pekko a shard has one entity, all
/// its owners together, which has the shard's own name: its number.
final class Shards extends ShardingMessageExtractor<ShardingEnvelope<ToShard>, ToShard> {

  /// The shard of that topic.
  static int of(TopicName topic) {
    return Math.floorMod(topic.value().hashCode(), NodeConfig.SHARDS);
  }

  /// What a shard is called.
  static String name(int shard) {
    return Integer.toString(shard);
  }

  @Override
  public String entityId(ShardingEnvelope<ToShard> envelope) {
    return envelope.entityId();
  }

  @Override
  public String shardId(String entity) {
    return entity;
  }

  @Override
  public ToShard unwrapMessage(ShardingEnvelope<ToShard> envelope) {
    return envelope.message();
  }
}
