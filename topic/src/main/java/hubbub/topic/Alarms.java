package hubbub.topic;

import java.util.List;
import java.util.OptionalLong;

/// Every deadline of a topic in one heap. Made from the state when the owner first asks, so that a
/// replica has none.
final class Alarms {
  private final Deadlines deadlines = new Deadlines();
  private final List<TopicDeadline> ofTopic;

  Alarms(TopicState state) {
    this.ofTopic =
        List.of(
            new TopicDeadline(TopicDeadline.Of.QUIET, () -> state.modes().quietEndsAt()),
            new TopicDeadline(TopicDeadline.Of.SLOW, () -> state.modes().slowEndsAt()),
            new TopicDeadline(TopicDeadline.Of.LINGER, () -> state.life().lingerEndsAt()),
            new TopicDeadline(
                TopicDeadline.Of.SUCCESSION,
                () -> state.life().successionAt(state.settings(), state.people().present())),
            new TopicDeadline(TopicDeadline.Of.BOARD, () -> state.board().dueAt()));
    state.people().after(null).forEach(deadlines::look);
    state.slots().all().forEach(deadlines::look);
  }

  void look(Deadline item) {
    deadlines.look(item);
  }

  void remove(Deadline item) {
    deadlines.remove(item);
  }

  OptionalLong soonest() {
    ofTopic.forEach(deadlines::look);
    return deadlines.soonest();
  }

  List<Deadline> due(long now) {
    ofTopic.forEach(deadlines::look);
    return deadlines.due(now);
  }

  int size() {
    return deadlines.size();
  }
}
