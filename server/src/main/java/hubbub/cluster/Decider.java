package hubbub.cluster;

import hubbub.topic.MemberId;
import java.util.Optional;

/// Whom a replica asks: its topic's [Owner], or [RemoteOwner], the way to one on another node.
interface Decider {
  /// The term of the shard's home ([Reached]).
  long term();

  /// Whether it is the owner, on this node.
  boolean isHere();

  /// Has a request decided. The outcome comes to [Follower#show].
  void ask(Ask ask);

  /// Erases a member for good, if the owner is here.
  ///
  /// @return whether the topic has nothing of it any more; not if it is left to the next run
  boolean erase(MemberId member, String pseudonym);

  /// Decides nothing from now on, and answers with what the next run of the node goes on with.
  /// Empty if the topic does not go on, or goes on elsewhere.
  Optional<SavedTopic> save();

  /// The follower met `bug`, and loses its view: its memberships leave the state.
  void lose(Throwable bug);

  /// Nobody on the follower's node needs it now. It may be let go, or not.
  void unneeded();
}
