package hubbub.identity;

import java.util.concurrent.CompletionStage;

/// Where links are kept. Any thread; never blocks. A stage fails with
/// [hubbub.topic.port.TopicStore.Unavailable] if the store cannot be asked now. A link is used up
/// in the transaction of what it is used for: see [AccountStore].
public interface LinkStore {
  /// At most so many links of a kind may be good at `now`.
  record Room(int most, long now) {}

  /// Adds a link.
  CompletionStage<Void> add(Link link);

  /// Adds a link about `account`, in place of all others about it, and the act of whoever made it.
  ///
  /// @return false if the account is gone, or is an admin only before or after; nothing is added
  ///   then
  CompletionStage<Boolean> replace(Account account, Link link, OperatorAct act);

  /// Adds a link, and the act of whoever made it, unless so many of its kind are good already. If
  /// several servers add one at the same moment, each may find room for its own.
  ///
  /// @return whether it was added
  CompletionStage<Boolean> addIfRoom(Link link, Room room, OperatorAct act);

  /// Whether there is such a link, which has not ended, and has uses left.
  CompletionStage<Boolean> isGood(Link.Use use);

  /// Removes all links of a kind.
  CompletionStage<Integer> forget(Link.Kind kind);
}
