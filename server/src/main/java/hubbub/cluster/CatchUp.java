package hubbub.cluster;

import hubbub.topic.Change;
import java.util.List;

/// What brings one copy of a topic to where another is.
sealed interface CatchUp {
  /// The changes that it has not, in order; often none.
  record Missing(List<Change> changes) implements CatchUp {
    public Missing {
      changes = List.copyOf(changes);
    }
  }

  /// The whole topic, for a copy that has nothing, or is too far behind. `term` is the copy's
  /// ([Reached]).
  record Whole(SavedTopic topic, long term) implements CatchUp {}
}
