package hubbub.cluster;

import hubbub.topic.Request;
import hubbub.topic.TopicState;
import java.util.List;

/// What an owner hears. An [Attach] comes by way of its shard ([Region]); all else comes from
/// replicas by the reference that attaching gave them, in order per replica, or from itself or,
/// [Move], from its shard.
sealed interface ToOwner {

  /// Where an owner is reached; to be called on the loop of its shard.
  @FunctionalInterface
  interface Ref {
    void tell(ToOwner message);
  }

  /// A replica wants to follow. `named` are the nodes that had replicas when it last heard;
  /// `isAgain`: it has asked before, so this may come when it no longer wants it.
  record Attach(
      int node, ToReplica.Ref replica, Reached reached, List<Integer> named, boolean isAgain)
      implements ToOwner {}

  /// A command; `ticket` comes back with its outcome: the request's number, or, of a request of the
  /// server's, one that only the replica knows. `sinceNanos` is when it began to wait.
  record Ask(int node, long ticket, Request request, long sinceNanos) implements ToOwner {}

  /// A batch of that reign was applied up to `rev`, on another node than the owner's; the replica
  /// then had `memberships` of its own in its state.
  record Applied(int node, long reign, long rev, int memberships) implements ToOwner {}

  /// A replica has no memberships, and would go.
  record Detach(int node) implements ToOwner {}

  /// A replica lost all it had to a bug of its own, and with it its memberships.
  record Lost(int node) implements ToOwner {}

  /// The state that was asked for; the owner's from now on, and of a replica on the same loop still
  /// that one's, too.
  record Seed(int node, Reached reached, TopicState state) implements ToOwner {}

  /// The shard leaves this node: stop deciding, whatever it was at.
  record Move() implements ToOwner {}

  /// The owner's own timer: something may have expired.
  record Wake() implements ToOwner {}

  /// The owner's own timer: whoever has not attached by now is not waited for.
  record AttachedEnough() implements ToOwner {}

  /// The owner's own timer: if nobody has joined by now, nobody will.
  record LongEnough() implements ToOwner {}
}
