package hubbub.topic.extension;

import hubbub.topic.Keyword;
import hubbub.topic.KindSettings;
import hubbub.topic.MemberId;
import java.util.List;
import java.util.function.Predicate;

/// Decides what becomes a keyword, in two parts: [#terms] extracts terms at the edge; [Count]
/// counts them in a topic's owner.
public interface KeywordPolicy {
  /// The terms of a message as they are displayed: at most 16, each of 1 to 40 characters, all
  /// distinct. Called on the sender's thread; must be fast and must not block.
  List<String> terms(String body);

  /// Makes the count for one topic, when its owner first needs one. `onBoard` is the unpinned part
  /// of the board at that time, heaviest first; the uses behind it are unknown.
  default Count count(KindSettings.Keywords settings, List<Keyword> onBoard) {
    return new TermCounter(settings, onBoard);
  }

  /// One use of a term in a message.
  record Use(MemberId who, String message, long at) {}

  /// Which terms belong on one topic's board. Soft state of the owner, lost with it. Called on the
  /// owner's thread, with times that never go back; must be cheap and bounded. The owner handles
  /// what moderators pin, block and remove.
  interface Count {
    /// A message used `terms`: at most 16, none of them blocked.
    ///
    /// @return whether the board may have changed
    boolean used(List<String> terms, Use use);

    /// Messages were deleted, and their uses with them.
    ///
    /// @return whether the board may have changed
    boolean withdrawn(Predicate<Use> which, long now);

    /// A moderator removed a keyword: forget all its uses.
    void removed(String keyword);

    /// The keywords for the board at `now`, heaviest first, none pinned. The owner takes as many as
    /// fit.
    List<Keyword> board(long now);
  }
}
