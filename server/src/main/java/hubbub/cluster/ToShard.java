package hubbub.cluster;

import hubbub.topic.TopicName;
import org.apache.pekko.actor.typed.ActorRef;

/// What comes to a shard through Pekko's region.
sealed interface ToShard {

  /// A replica wants to follow the owner of a topic of this shard.
  record Attach(TopicName topic, ToOwner.Attach attach) implements ToShard {}

  /// Asks whether the shard works; it answers with its name.
  record Ping(ActorRef<String> replyTo) implements ToShard {}

  /// The region's stop message.
  record Stop() implements ToShard {}
}
