package hubbub.topic;

import java.util.List;
import java.util.OptionalLong;

/// Every deadline of a topic in one heap. Made from the state when the owner first asks, so that a
/// replica has none.
final class Alarms {
  private final Deadlines deadlines = new Deadlines();
  private final TopicDeadline[] ofTopic;

  Alarms(TopicState state) {
    TopicDeadline.Of[] all = TopicDeadline.Of.values();
    this.ofTopic = new TopicDeadline[all.length];
    for (int i = 0; i < all.length; i++) {
      ofTopic[i] = new TopicDeadline(all[i], state);
    }
    state.people().after(null).forEach(deadlines::look);
    state.slots().all().forEach(deadlines::look);
  }

  void look(Deadline item) {
    deadlines.look(item);
  }

  void remove(Deadline item) {
    deadlines.remove(item);
  }

  private void lookAtTopic() {
    for (TopicDeadline deadline : ofTopic) {
      deadlines.look(deadline);
    }
  }

  OptionalLong soonest() {
    lookAtTopic();
    return deadlines.soonest();
  }

  List<Deadline> due(long now) {
    lookAtTopic();
    return deadlines.due(now);
  }

  int size() {
    return deadlines.size();
  }
}
