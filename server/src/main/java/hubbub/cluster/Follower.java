package hubbub.cluster;

import hubbub.topic.Refusal;
import hubbub.topic.TopicState;
import hubbub.topic.port.Feed;
import java.util.List;
import java.util.Optional;

/// Receives what an owner decides; implemented by this node's replica of the topic. All calls are
/// made on the loop that both live on, one after the other. A follower calls its owner back only
/// from [#askWhatWaits].
interface Follower {
  /// Whether it is still looking for an owner.
  boolean isAttaching();

  /// The state that a new owner can go on with, if the follower has one.
  Optional<Seed> seed();

  /// Follows `owner` from now on. Both share `state`: the owner changes it, the follower reads it.
  /// Without a `state` it is the follower's own, which changes by [TopicCopy#apply].
  void attached(Decider owner, Optional<TopicState> state);

  /// Whether some request may still be on its way to the owner, so that it can't end yet.
  default boolean isExpected() {
    return false;
  }

  /// Sends the owner every request that has been waiting. [Owner#ask] returns only after its
  /// outcome has been shown.
  void askWhatWaits();

  /// No owner could begin: refuses everybody who is waiting to join. If that is for now only, a
  /// follower that has the topic's state keeps it, and goes on looking.
  void refused(Refusal refusal);

  /// Shows changes that are already in the state, then passes on the answers.
  void show(Decided decided);

  /// The owner has ended and makes no more calls. If the follower was still looking for one, it
  /// looks elsewhere at once when its shard has moved.
  void released(Why why);

  /// One of these calls threw `bug`, or the follower found it itself. The follower drops its view,
  /// and all its memberships end. Must not throw.
  void failed(Throwable bug);

  /// The told frames that the follower's log has, in order.
  List<Feed.Frame> toldFrames();

  /// What the next reign starts from. `at` is the time of the last change, milliseconds since 1970
  /// UTC; the next reign's clock starts no earlier.
  record Seed(TopicState state, long at) {
    /// Whether somebody is in the topic through a node that is still there.
    boolean isInhabited(Quorum nodes) {
      return state.memberships().stream().anyMatch(it -> nodes.isMember(it.node()));
    }
  }

  /// Why an owner has ended.
  enum Why {
    /// The topic has died, and its state with it.
    DIED,
    /// The owner met a bug. The next owner goes on with the follower's state.
    FAILED,
    /// Another node is to decide. The next owner goes on with the best of all copies.
    MOVED,
    /// The follower was needed by nobody on its node, and was let go.
    UNNEEDED,
    /// The owner met a bug, and the state can't be trusted: it is dropped, and all memberships end.
    CRASHED
  }
}
