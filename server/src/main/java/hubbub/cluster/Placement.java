package hubbub.cluster;

import hubbub.topic.TopicName;
import java.util.concurrent.CompletionStage;

/// Where shards live. The one implementation is [AllHere]; with more nodes than one, a second finds
/// the node that a shard is on.
interface Placement {
  /// Hands a replica's wish to follow on to its topic's owner. It may get lost, come late or come
  /// twice: the replica asks again until an owner has answered. On the loop of the topic's shard.
  void attach(TopicName topic, ToOwner.Attach attach);

  /// Completes once every shard has a home.
  CompletionStage<Void> ready();
}
