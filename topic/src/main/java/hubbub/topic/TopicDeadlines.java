package hubbub.topic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/// All deadlines of a topic, kept by its owner. Those of which a topic has only one
/// ([SingleDeadline]) are computed on each call; those of people and slot values are in a queue.
/// Confined to the owner's thread.
final class TopicDeadlines {
  private static final int MOST_AT_ONCE = 256;
  private static final SingleDeadline.Kind[] SINGLE = SingleDeadline.Kind.values();

  private final TopicState state;
  private final KeywordRules keywords;
  private final DeadlineQueue queue = new DeadlineQueue();

  /// The deadlines of `state` as it is now. [#update] must follow each later change.
  TopicDeadlines(TopicState state, KeywordRules keywords) {
    this.state = state;
    this.keywords = keywords;
    state.people().after(null).forEach(queue::reschedule);
    state.slots().all().forEach(queue::reschedule);
  }

  /// Follows a change of the state.
  void update(Effects effects) {
    for (Deadline item : effects.rescheduled()) {
      queue.reschedule(item);
    }
    for (Deadline item : effects.gone()) {
      queue.remove(item);
    }
  }

  /// The earliest deadline; empty if there is none.
  OptionalLong soonest() {
    long soonest = queue.soonest().orElse(Deadline.NEVER);
    for (SingleDeadline.Kind kind : SINGLE) {
      soonest = Math.min(soonest, dueAt(kind));
    }
    return soonest == Deadline.NEVER ? OptionalLong.empty() : OptionalLong.of(soonest);
  }

  /// Deadlines that have passed by `now`, earliest first: not more than [#MOST_AT_ONCE] of people
  /// and slot values, so that many who were lost together don't hold up the loop when they are
  /// forgotten together.
  List<Deadline> due(long now) {
    List<Deadline> due = new ArrayList<>(queue.due(now, MOST_AT_ONCE));
    for (SingleDeadline.Kind kind : SINGLE) {
      long at = dueAt(kind);
      if (at <= now) {
        due.add(new SingleDeadline(kind, at));
      }
    }
    due.sort(Comparator.comparingLong(Deadline::dueAt));
    return due;
  }

  private long dueAt(SingleDeadline.Kind kind) {
    return switch (kind) {
      case QUIET -> state.modes().quietEndsAt();
      case SLOW -> state.modes().slowEndsAt();
      case SHIELD -> state.modes().shieldEndsAt();
      case LINGER -> state.life().lingerEndsAt();
      case SUCCESSION ->
          state.registration().isPresent()
              ? Deadline.NEVER
              : state.life().successionAt(state.settings(), state.people().heirs());
      case BOARD -> keywords.dueAt(state.board());
      case MESSAGES -> state.messages().dueAt();
      case HELD -> state.held().dueAt();
    };
  }

  /// The number of people and slot values queued.
  int queued() {
    return queue.size();
  }
}
