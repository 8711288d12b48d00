package hubbub.cluster;

import hubbub.topic.Change;
import java.util.List;
import java.util.Optional;

/// A copy of a topic that can also follow an owner on another node: then it changes its own state
/// by what it is sent. Implemented by this node's replica of the topic.
interface TopicCopy extends Follower {
  /// How far it has got, if it has anything.
  Optional<Reached> reached();

  /// What brings another copy to where this one is; empty if that needs the whole topic, or if this
  /// one has nothing.
  Optional<CatchUp> catchUp(Optional<Reached> other);

  /// All that it has, if it has anything.
  Optional<WholeTopic> whole();

  /// Goes on as another copy, in place of what it has. Call this only while it looks for an owner.
  void goOn(CopiedTopic copied);

  /// What its owner has decided can't be read here: its members are told so, and it looks for no
  /// owner for a while.
  void incompatible();

  /// Whether it looks for its owner only because somebody wants to watch: then it is refused if the
  /// topic does not live.
  boolean isVisit();

  /// Applies the next changes to its state, and shows them; then passes on the answers. Does
  /// nothing if it has no state.
  void apply(List<Change> changes, List<Decided.Answer> answers);
}
