package hubbub.cluster;

import hubbub.topic.Change;
import java.util.List;

/// What brings a copy of a topic to where another is: the changes that it has not, in order; often
/// none.
record CatchUp(List<Change> changes) {
  CatchUp {
    changes = List.copyOf(changes);
  }
}
