package hubbub.topic;

import java.util.List;
import java.util.function.Predicate;

/// What may become a keyword, in two halves: one reads language, at the edge; the other counts, in
/// a topic's owner.
public interface KeywordPolicy {
  /// The terms of a message, in the form in which they are to be shown, at most 16, each 1 to 40
  /// characters, no two the same. Called on the sender's thread, so it must be fast, and must not
  /// block.
  List<String> terms(String body);

  /// A count for one topic, made when its owner first needs one: `standing` is what its board had
  /// then, heaviest first and none of it pinned, whose uses nobody knows any more.
  default Count count(KindSettings.Keywords settings, List<Keyword> standing) {
    return new Terms(settings, standing);
  }

  /// Somebody used a term in a message.
  record Use(MemberId who, String message, long at) {}

  /// Which terms are fit to stand on one topic's board: soft state of its owner, lost with it.
  /// Called on the owner's thread, with times that never go back; it must only count, and be
  /// bounded. What moderators pin, block and remove is seen to by the owner.
  interface Count {
    /// A message used `terms`, none of them blocked, at most 16.
    ///
    /// @return whether the board may have changed
    boolean used(List<String> terms, Use use);

    /// Messages were taken back, and with them their uses.
    ///
    /// @return whether the board may have changed
    boolean withdrawn(Predicate<Use> which, long now);

    /// A moderator removed that keyword: it is to be as if it had never been used.
    void removed(String keyword);

    /// What is fit to stand at `now`, heaviest first, none of it pinned; the owner takes as many as
    /// there is room for.
    List<Keyword> board(long now);
  }
}
