package hubbub.cluster;

import hubbub.topic.Refusal;
import hubbub.topic.TopicName;
import java.util.concurrent.CompletionStage;

/// Where shards live: all of them here, or some on other nodes.
interface Placement {
  /// Has the owner of `topic` attach `replica`. The request may get lost, arrive late or arrive
  /// twice; the replica repeats it until it is attached or refused. On the loop of the topic's
  /// shard.
  void attach(TopicName topic, TopicCopy replica);

  /// A replica has a copy of its topic now. On the topic's loop.
  void holds(TopicName topic, TopicCopy replica);

  /// A replica has no copy of its topic any more. On the topic's loop.
  void drops(TopicName topic);

  /// A replica was refused an owner by this node. On the topic's loop.
  void refused(TopicName topic, Refusal refusal);

  /// A replica has been asked to stand by, but can't read its topic for now. On the topic's loop.
  void unreadable(TopicName topic);

  /// Completes once every shard has a node.
  CompletionStage<Void> ready();

  /// Lets no new owner begin on this node, which stops: replicas that look for one are refused.
  /// Completes when that holds.
  CompletionStage<Void> stop();
}
