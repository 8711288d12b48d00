package hubbub.cluster;

import hubbub.topic.Actor;
import hubbub.topic.Change;
import hubbub.topic.Command;
import hubbub.topic.MembershipId;
import hubbub.topic.Outcome;
import hubbub.topic.Refusal;
import hubbub.topic.Subscriber;
import hubbub.topic.TopicState;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What a replica hears.
sealed interface ToReplica {

  /// Where a replica is reached: its inbox, on this node. Any thread.
  @FunctionalInterface
  interface Ref {
    void tell(ToReplica message);

    /// What an owner says. A replica that [#isHere] hears it before this comes back.
    default void tellAtOnce(ToReplica message) {
      tell(message);
    }

    /// Whether the replica is on its owner's node, and so on its loop: then both have one state.
    default boolean isHere() {
      return false;
    }
  }

  /// What comes from this node. [Arrival]s are counted by the registry, so that none is lost to a
  /// replica that is about to end.
  sealed interface Arrival extends ToReplica {}

  record Join(MembershipId membership, Command.Join join, Subscriber subscriber, long sinceNanos)
      implements Arrival {}

  record SendAsServer(Actor.Server actor, Command command, CompletableFuture<Outcome> outcome)
      implements Arrival {}

  record Send(MembershipId membership, long number, Command command, long sinceNanos)
      implements ToReplica {}

  record Review(MembershipId membership) implements ToReplica {}

  record Prove(MembershipId membership) implements ToReplica {}

  record Leave(MembershipId membership, Command.How how) implements ToReplica {}

  /// The replica follows that owner from now on; `seed` is there unless the replica is where the
  /// owner is already. Of an owner on the same loop it is the state that both have from now on.
  record Attached(ToOwner.Ref owner, long reign, Optional<TopicState> seed) implements ToReplica {}

  /// There can be no owner now: joins are refused so.
  record NotBorn(Refusal refusal) implements ToReplica {}

  /// The owner asks for the state.
  record GiveSeed(ToOwner.Ref owner) implements ToReplica {}

  /// What happened and what was answered, in order. `nodes` are those that have replicas now.
  record Batch(long reign, List<Entry> entries, List<Integer> nodes) implements ToReplica {}

  /// The counts differ: look for memberships that are gone.
  record Recount(long reign) implements ToReplica {}

  /// The last that is heard of an owner.
  record Farewell(long reign, Why why) implements ToReplica {}

  /// The replica's own: it may attach now, or the answer is overdue. Only the newest turn counts.
  record AttachNow(Attaching attaching, int turn) implements ToReplica {}

  /// The replica's own timer: presence may be told.
  record FlushPresence() implements ToReplica {}

  /// One thing in a batch.
  sealed interface Entry {
    record Happened(Change change) implements Entry {}

    /// What an owner on the same loop has done to the state that both have: only to be shown, as
    /// the messages are that it buried.
    record Evolved(Change change, List<Change> tombstones) implements Entry {}

    record Answered(Actor actor, long ticket, Outcome outcome) implements Entry {}
  }

  /// Why an owner is followed no longer.
  enum Why {
    /// The topic is over: its state is gone.
    OVER,
    /// The replica asked to go.
    DETACHED,
    /// The owner met a bug, or moves: the next one is seeded from the replicas.
    FAILED,
    /// The state itself is bad, and lost: all memberships end.
    CRASHED
  }
}
