package hubbub.cluster;

import hubbub.topic.TopicName;
import java.util.concurrent.CompletionStage;

/// Where shards live. [SingleNodePlacement] is the only implementation so far; a cluster needs one
/// that finds the node of a shard.
interface Placement {
  /// Has the owner of `topic` attach `replica`. The request may get lost, arrive late or arrive
  /// twice; the replica repeats it until it is attached or refused. On the loop of the topic's
  /// shard.
  void attach(TopicName topic, Follower replica);

  /// Completes once every shard has a node.
  CompletionStage<Void> ready();

  /// Lets no new owner begin on this node, which stops: replicas that look for one are refused.
  /// Completes when that holds.
  CompletionStage<Void> stop();
}
