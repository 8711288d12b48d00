package hubbub.cluster;

import hubbub.topic.Change;
import hubbub.topic.Epoch;
import hubbub.topic.Event;
import hubbub.topic.TopicState;
import hubbub.topic.TopicState.EpochSpan;
import java.util.List;

/// What brings a copy of a topic to where another is: the changes that it has not, in order; often
/// none.
record CatchUp(List<Change> changes) {
  CatchUp {
    changes = List.copyOf(changes);
  }

  /// Whether these changes, the latest of `state`, lead on from a copy in the reign of `epoch`:
  /// each later reign begins among them. Otherwise that copy has changes that the topic went on
  /// without.
  boolean leadsOn(Epoch epoch, TopicState state) {
    List<Epoch> reigns = state.reigns().stream().map(EpochSpan::epoch).toList();
    int later = reigns.size() - 1 - reigns.lastIndexOf(epoch);
    long begun = changes.stream().filter(it -> it.event() instanceof Event.Reigned).count();
    return reigns.contains(epoch) && begun == later;
  }
}
