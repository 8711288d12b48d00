package hubbub.cluster;

import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.apache.pekko.cluster.sharding.typed.ShardingMessageExtractor;

/// Which shard a topic falls into: by the hash of its name. A probe (`~17`, which no topic can be
/// called) falls into the shard of its number.
final class Shards extends ShardingMessageExtractor<ShardingEnvelope<ToOwner>, ToOwner> {
  private static final char PROBE = '~';

  /// The name of the probe of one shard.
  static String probe(int shard) {
    return PROBE + Integer.toString(shard);
  }

  static boolean isProbe(String entity) {
    return entity.charAt(0) == PROBE && entity.indexOf(':') < 0;
  }

  @Override
  public String entityId(ShardingEnvelope<ToOwner> envelope) {
    return envelope.entityId();
  }

  @Override
  public String shardId(String entity) {
    return isProbe(entity) ? entity.substring(1) : Integer.toString(of(entity));
  }

  /// The shard of that topic.
  static int of(String topic) {
    return Math.floorMod(topic.hashCode(), NodeConfig.SHARDS);
  }

  @Override
  public ToOwner unwrapMessage(ShardingEnvelope<ToOwner> envelope) {
    return envelope.message();
  }
}
