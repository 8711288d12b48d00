package hubbub.cluster;

import hubbub.topic.Actor;
import hubbub.topic.Command;
import hubbub.topic.MemberId;
import hubbub.topic.MembershipId;
import hubbub.topic.Outcome;
import hubbub.topic.PersonInTopic;
import hubbub.topic.StoredStanding;
import hubbub.topic.Visitor;
import hubbub.topic.port.Spectator;
import hubbub.topic.port.Subscriber;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A message in a replica's [Inbox].
sealed interface ToReplica {

  /// A message that also a replica which has ended answers.
  sealed interface Always extends ToReplica {}

  /// A message for which the registry makes a replica if there is none. The registry counts these,
  /// so that none is lost to a replica that is about to end.
  sealed interface Arrival extends ToReplica {}

  /// A request to join; `sinceNanos` is when it began to wait.
  record Join(MembershipId membership, Command.Join command, Subscriber subscriber, long sinceNanos)
      implements Arrival {}

  /// A server command.
  record SendFromOutside(Actor.Outside actor, Command command, CompletableFuture<Outcome> outcome)
      implements Arrival {}

  /// From another node's owner, or this node's: keep a copy of the topic.
  record StandBy() implements Arrival {}

  /// From another node, which has a better copy: `step` makes this one as good. Then `done` runs.
  record GoOn(Consumer<TopicCopy> step, Runnable done) implements Arrival {}

  /// The topic as the last run left it; comes before anybody can join.
  record TakeOver(Supplier<Optional<SavedTopic>> saved) implements Arrival {}

  /// Topics can be joined: one that was taken over goes on.
  record Resume() implements ToReplica {}

  /// The node stops: passes the topic to `sink`, if it goes on, then runs `done`.
  record Save(Consumer<SavedTopic> sink, Runnable done) implements Always {}

  /// From the server: what does the topic have of a member?
  record About(MemberId member, CompletableFuture<Optional<PersonInTopic>> answer)
      implements Always {}

  /// From the server: erases a member for good. The answer says whether the topic has nothing of it
  /// any more.
  record Erase(MemberId member, String pseudonym, CompletableFuture<Boolean> answer)
      implements Always {}

  /// A membership's command; `sinceNanos` is when it began to wait.
  record Send(MembershipId membership, long number, Command command, long sinceNanos)
      implements ToReplica {}

  /// A membership has joined: what it sent before goes to the owner.
  record Release(MembershipId membership) implements ToReplica {}

  /// From the store: the answer to a membership's command.
  record Answered(MembershipId membership, long number, Outcome outcome) implements ToReplica {}

  /// A membership fell out of the log, and needs what a new member would get.
  record Resync(MembershipId membership) implements ToReplica {}

  /// A challenged membership has answered.
  record Prove(MembershipId membership) implements ToReplica {}

  /// A membership ends.
  record Leave(MembershipId membership, Command.How how) implements ToReplica {}

  /// A membership's client is gone because this node is stopping.
  record Detach(MembershipId membership) implements ToReplica {}

  /// A request to watch the topic without being in it.
  record Watch(MembershipId id, Optional<Visitor> visitor, Spectator spectator) implements Always {}

  /// The same in a cluster, where the topic may live although this node has no copy of it.
  record Visit(Watch watch) implements Arrival {}

  /// From the store: what is remembered of a spectator; empty if it could not say.
  record Judge(MembershipId id, Optional<StoredStanding> standing) implements ToReplica {}

  /// A spectator fell out of the log, and needs what a new one would get.
  record ResyncSpectator(MembershipId id) implements ToReplica {}

  /// A spectator is gone.
  record StopWatching(MembershipId id) implements ToReplica {}

  /// From the replica itself: time to look for an owner, for the first time or again.
  record AttachNow(AttachAttempt attempt, int turn) implements ToReplica {}

  /// From the replica's timer: what could not be read may be readable by now.
  record TryAgain() implements ToReplica {}

  /// From the replica's timer: time to look for what has waited for too long.
  record RefuseOverdue() implements ToReplica {}

  /// From the replica's timer: time to send presence changes.
  record FlushPresence() implements ToReplica {}
}
