package hubbub.cluster;

import hubbub.topic.Actor;
import hubbub.topic.Command;
import hubbub.topic.MembershipId;
import hubbub.topic.Outcome;
import hubbub.topic.port.Subscriber;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A message in a replica's [Inbox].
sealed interface ToReplica {

  /// A message for which the registry makes a replica if there is none. The registry counts these,
  /// so that none is lost to a replica that is about to end.
  sealed interface Arrival extends ToReplica {}

  /// A request to join; `sinceNanos` is when it began to wait.
  record Join(MembershipId membership, Command.Join command, Subscriber subscriber, long sinceNanos)
      implements Arrival {}

  /// A server command.
  record SendAsServer(Actor.Server actor, Command command, CompletableFuture<Outcome> outcome)
      implements Arrival {}

  /// The topic as the last run left it; comes before anybody can join.
  record TakeOver(Supplier<Optional<SavedTopic>> saved) implements Arrival {}

  /// Topics can be joined: one that was taken over goes on.
  record Resume() implements ToReplica {}

  /// The node stops: passes the topic to `sink`, if it goes on, then runs `done`.
  record Save(Consumer<SavedTopic> sink, Runnable done) implements ToReplica {}

  /// A membership's command; `sinceNanos` is when it began to wait.
  record Send(MembershipId membership, long number, Command command, long sinceNanos)
      implements ToReplica {}

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

  /// From the replica itself: time to look for an owner, for the first time or again.
  record AttachNow(AttachAttempt attempt, int turn) implements ToReplica {}

  /// From the replica's timer: time to send presence changes.
  record FlushPresence() implements ToReplica {}
}
