package hubbub.topic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/// All deadlines of a topic. Those of which a topic has only one ([TopicDeadline.Of]) are computed
/// on each call; those of people and slot values are kept in one heap. Built from the state on the
/// owner's first call; replicas on other nodes have none.
final class Alarms {
  private static final TopicDeadline.Of[] ONCE = TopicDeadline.Of.values();

  private final TopicState state;
  private final Deadlines deadlines = new Deadlines();

  Alarms(TopicState state) {
    this.state = state;
    state.people().after(null).forEach(deadlines::reschedule);
    state.slots().all().forEach(deadlines::reschedule);
  }

  void reschedule(Deadline item) {
    deadlines.reschedule(item);
  }

  void remove(Deadline item) {
    deadlines.remove(item);
  }

  OptionalLong soonest() {
    long soonest = deadlines.soonest().orElse(Deadline.NEVER);
    for (TopicDeadline.Of once : ONCE) {
      soonest = Math.min(soonest, once.dueAt(state));
    }
    return soonest == Deadline.NEVER ? OptionalLong.empty() : OptionalLong.of(soonest);
  }

  /// The deadlines that have passed by `now`, earliest first.
  List<Deadline> due(long now) {
    List<Deadline> due = new ArrayList<>(deadlines.due(now));
    for (TopicDeadline.Of once : ONCE) {
      long at = once.dueAt(state);
      if (at <= now) {
        due.add(new TopicDeadline(once, at));
      }
    }
    due.sort(Comparator.comparingLong(Deadline::dueAt));
    return due;
  }

  int size() {
    return deadlines.size();
  }
}
