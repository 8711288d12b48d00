package hubbub.cluster;

import hubbub.topic.Actor;
import hubbub.topic.Change;
import hubbub.topic.Refusal;
import hubbub.topic.Request;
import hubbub.topic.TopicName;
import java.util.List;
import java.util.Optional;

/// A message about a shard between two nodes. `term` says for which home of the shard: homes follow
/// each other by rising terms, and what belongs to an older one is ignored.
sealed interface NodeMessage {
  /// The home that the message belongs to.
  long term();

  /// From a new home to everybody: what have you of this shard? The answer is a promise to hear no
  /// older home any more.
  record Opening(long term) implements NodeMessage {}

  /// The answer: all that the node has.
  record Inventory(long term, List<Copy> copies) implements NodeMessage {
    public Inventory {
      copies = List.copyOf(copies);
    }
  }

  /// What a node has of one topic.
  record Copy(TopicName topic, Reached reached) {}

  /// Another answer: a home of that later term was promised to be heard.
  record Overtaken(long term) implements NodeMessage {}

  /// From a new home to whoever has the best copy of a topic; `reached` is how far its own has got.
  record Fetch(TopicName topic, long term, long number, Optional<Reached> reached)
      implements OfTopic {}

  /// The answer, if the home's copy is only a little behind; empty if the other copy is gone. A
  /// whole topic comes as [Part]s.
  record Fetched(TopicName topic, long term, long number, Optional<CatchUp> missing)
      implements OfTopic {}

  /// From the home to everybody: topics of this shard can be attached to.
  record Open(long term) implements NodeMessage {}

  /// From the home to everybody: it decides nothing any more, and another home is to come.
  record Closed(long term) implements NodeMessage {}

  /// A message about one topic.
  sealed interface OfTopic extends NodeMessage {
    /// The topic.
    TopicName topic();
  }

  /// From a replica that looks for its owner, in its `number`th attempt. A visit is refused if the
  /// topic does not live.
  record Attach(TopicName topic, long term, long number, boolean isVisit, Optional<Reached> reached)
      implements OfTopic {}

  /// The answer to that attempt, if the replica is only a little behind. Batches follow.
  record Attached(TopicName topic, long term, long number, CatchUp missing) implements OfTopic {}

  /// Another answer, to that attempt or to the [Fetch] of that number: the next part of the whole
  /// topic ([TopicParts]). Batches come in between; they are about what happened since the first
  /// part.
  record Part(TopicName topic, long term, long number, byte[] bytes, boolean isLast)
      implements OfTopic {}

  /// The other answer to it: there is no owner for the replica.
  record Unattached(TopicName topic, long term, long number, Refusal refusal) implements OfTopic {}

  /// From a replica that was attached, and has got to change `rev`: it has asked what waited there.
  record Settled(TopicName topic, long term, long rev) implements OfTopic {}

  /// From the owner: how far have you got?
  record Confirm(TopicName topic, long term) implements OfTopic {}

  /// The answer: the replica has change `rev`, and will not forget it for an older home.
  record Confirmed(TopicName topic, long term, long rev) implements OfTopic {}

  /// A request, which has waited for so long.
  record Asked(TopicName topic, long term, long ticket, Request request, long waitedNanos)
      implements OfTopic {}

  /// From the owner: the next changes, and the answers for the receiver that follow from them.
  record Batch(TopicName topic, long term, List<Change> changes, List<Decided.Answer> answers)
      implements OfTopic {
    public Batch {
      changes = List.copyOf(changes);
      answers = List.copyOf(answers);
    }
  }

  /// From a replica that nobody on its node needs.
  record Unneeded(TopicName topic, long term) implements OfTopic {}

  /// From a replica that has lost its view by a bug, and with it its memberships.
  record LostView(TopicName topic, long term) implements OfTopic {}

  /// From a replica that can't read what it was sent: the same, and it can't be a copy. From a home
  /// that can't read what a replica sent: that can't follow it. Between a node that opens and one
  /// with a copy: the copy can't be had.
  record Incompatible(TopicName topic, long term) implements OfTopic {}

  /// A message about a topic that can't be read here. Never sent.
  record Unread(TopicName topic, long term) implements OfTopic {}

  /// An [Asked] of which only the command can't be read here. Never sent.
  record UnreadCommand(TopicName topic, long term, long ticket, Actor actor) implements OfTopic {}

  /// From the owner, which calls no more.
  record Released(TopicName topic, long term, Follower.Why why) implements OfTopic {}

  /// From the owner to a node that has nothing of the topic: keep a copy.
  record StandBy(TopicName topic, long term) implements OfTopic {}
}
