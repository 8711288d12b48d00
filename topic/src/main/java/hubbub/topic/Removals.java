package hubbub.topic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which slot values a draft removes, each once: those that the extension removed, assigns that
/// nobody takes over and, if the topic ends, all. Predicts what [Evolution] will do.
final class Removals {
  private final DecisionBuilder draft;
  private final TopicState state;
  private final Set<SlotValue> gone;
  private final Set<MembershipId> left = new HashSet<>(0);
  private @Nullable Slots edited;
  private boolean isOver;

  private Removals(DecisionBuilder draft) {
    this.draft = draft;
    this.state = draft.state;
    this.gone = new LinkedHashSet<>(draft.removed());
  }

  static List<SlotValue> of(DecisionBuilder draft) {
    Removals removals = new Removals(draft);
    draft.events().forEach(removals::look);
    if (removals.isOver) {
      removals.gone.addAll(removals.slots().all());
    }
    return List.copyOf(removals.gone);
  }

  private void look(Event event) {
    if (event instanceof Event.Left end) {
      ended(end.membership(), end.ending());
    } else if (event instanceof Event.NodeLeft end) {
      ended(end.node());
    } else if (event instanceof Event.Joined joined) {
      forgotten(joined.member());
    } else if (event instanceof Event.Forgotten forgotten) {
      forgotten.members().forEach(this::forgotten);
    } else if (event instanceof Event.MemberKicked kicked) {
      lost(kicked.member());
    } else if (event instanceof Event.Died) {
      isOver = true;
    }
  }

  private void ended(MembershipId id, Ending ending) {
    MembershipState seat = state.people().seat(id);
    if (seat == null) {
      return;
    }
    left.add(id);
    boolean isKept = ending.isLoss() && state.settings().lingerMillis() > 0;
    isOver |= !isKept && left.size() == state.people().standing();
    Optional<MembershipId> heir = seat.person().heirBeside(left);
    if (ending.isLoss() && heir.isPresent()) {
      gone.addAll(slots().surplus(id, heir.get()));
    } else if (!isKept) {
      gone.addAll(slots().of(Optional.of(id)));
    }
  }

  /// A membership's assigns may be taken over by one that is lost after it, so the moves are
  /// simulated.
  private void ended(int node) {
    Slots now = slots().copy();
    edited = now;
    for (MembershipId id : state.people().ofNode(node)) {
      ended(id, new Ending.Lost());
      heirOf(id).ifPresent(heir -> now.move(id, heir));
    }
  }

  private Optional<MembershipId> heirOf(MembershipId id) {
    return Optional.ofNullable(state.people().seat(id))
        .flatMap(seat -> seat.person().heirBeside(left));
  }

  private void forgotten(MemberId id) {
    Person person = state.people().get(id);
    if (person != null && !person.isKnownAt(draft.now)) {
      lost(id);
    }
  }

  private void lost(MemberId id) {
    Person person = state.people().get(id);
    MembershipId lost = person == null ? null : person.lastLost;
    if (lost != null) {
      gone.addAll(slots().of(Optional.of(lost)));
    }
  }

  /// The slots after the draft's own edits.
  private Slots slots() {
    Slots now = edited;
    if (now == null) {
      now = edited();
      edited = now;
    }
    return now;
  }

  private Slots edited() {
    List<SlotEdit> edits = new ArrayList<>(0);
    for (Event event : draft.events()) {
      if (event instanceof Event.SlotsChanged changed) {
        edits.addAll(changed.edits());
      }
    }
    if (edits.isEmpty()) {
      return state.slots();
    }
    Slots copy = state.slots().copy();
    edits.forEach(copy::apply);
    return copy;
  }
}
