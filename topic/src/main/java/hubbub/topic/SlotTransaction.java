package hubbub.topic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What an extension does during one decision: seen by itself at once, by others when the decision
/// is applied. What it keeps comes first, as one event; then what it tells, in order.
final class SlotTransaction {
  private final DecisionBuilder draft;
  private final Map<SlotEdit.Place, Optional<SlotValue>> changed = new HashMap<>(2);
  private final Map<Optional<MembershipId>, Optional<MembershipId>> heirs = new HashMap<>(2);
  private final List<SlotEdit> edits = new ArrayList<>(2);
  private final List<Runnable> told = new ArrayList<>(1);

  SlotTransaction(DecisionBuilder draft) {
    this.draft = draft;
  }

  /// By this decision `heir` takes over the assigns of `lost`.
  void inherit(MembershipId heir, MembershipId lost) {
    heirs.put(Optional.of(heir), Optional.of(lost));
  }

  /// Adds to the draft once all is kept.
  void tell(Runnable what) {
    told.add(what);
  }

  /// Makes events of all that was done since the last.
  void flush() {
    if (!edits.isEmpty()) {
      draft.add(new Event.SlotsChanged(edits));
      edits.clear();
    }
    told.forEach(Runnable::run);
    told.clear();
  }

  /// Whether a value was put, touched or removed there by this decision.
  boolean hasChanged(SlotEdit.Place place) {
    return changed.containsKey(place);
  }

  @Nullable SlotValue held(SlotEdit.Place place) {
    Optional<SlotValue> staged = changed.get(place);
    return staged == null ? draft.state.slots().get(kept(place)) : staged.orElse(null);
  }

  private SlotEdit.Place kept(SlotEdit.Place place) {
    Optional<MembershipId> lost = heirs.get(place.membership());
    return lost == null ? place : new SlotEdit.Place(lost, place.name());
  }

  void put(SlotEdit.Put put) {
    stage(put, Optional.of(new SlotValue(put)));
  }

  void remove(SlotEdit.Place place) {
    stage(new SlotEdit.Removed(place), Optional.empty());
  }

  private void stage(SlotEdit edit, Optional<SlotValue> now) {
    edits.add(edit);
    changed.put(edit.place(), now);
  }

  /// The value of `filled` for that place, as of now.
  <T> SlotEdit.Put filling(SlotEdit.Place place, Slot.Filled<T> filled) {
    return new SlotEdit.Put(
        place,
        value(filled.slot(), filled.value()),
        filled.ttlMillis(),
        ModeRules.untilAt(draft, filled.ttlMillis()),
        filled.slot().inPresence());
  }

  /// What is put is something, and of its slot's type: others will read it as that. What presence
  /// shows must be shown without a fault.
  private static <T> T value(Slot<T> slot, T value) {
    Objects.requireNonNull(value, slot.name());
    if (slot.inPresence()) {
      Objects.requireNonNull(value.toString(), slot.name());
    }
    return slot.type().cast(value);
  }

  /// The slots of the topic, or the assigns of a membership.
  ExtensionContext.Keep keep(Optional<MembershipId> membership) {
    return new StagedKeep(membership);
  }

  private final class StagedKeep implements ExtensionContext.Keep {
    private final Optional<MembershipId> membership;

    StagedKeep(Optional<MembershipId> membership) {
      this.membership = membership;
    }

    private SlotEdit.Place place(Slot<?> slot) {
      return new SlotEdit.Place(membership, slot.name());
    }

    private @Nullable SlotValue living(Slot<?> slot) {
      SlotValue held = held(place(slot));
      return held != null && held.isAliveAt(draft.now) ? held : null;
    }

    @Override
    public <T> Optional<T> get(Slot<T> slot) {
      SlotValue held = living(slot);
      return held == null ? Optional.empty() : Optional.of(slot.type().cast(held.value()));
    }

    @Override
    public <T> void put(Slot.Filled<T> filled) {
      SlotTransaction.this.put(filling(place(filled.slot()), filled));
    }

    @Override
    public boolean touch(Slot<?> slot) {
      SlotEdit.Place place = place(slot);
      SlotValue held = held(place);
      if (held == null) {
        return false;
      }
      OptionalLong until = ModeRules.untilAt(draft, held.ttlMillis());
      if (until.isPresent()) {
        SlotValue touched = new SlotValue(held);
        touched.touch(until.getAsLong());
        stage(new SlotEdit.Touched(place, until.getAsLong()), Optional.of(touched));
      }
      return true;
    }

    @Override
    public <T> boolean updateAndTouch(Slot<T> slot, UnaryOperator<T> change) {
      SlotValue held = living(slot);
      return held != null && set(slot, held, change, ModeRules.untilAt(draft, held.ttlMillis()));
    }

    @Override
    public <T> boolean update(Slot<T> slot, UnaryOperator<T> change) {
      SlotValue held = living(slot);
      return held != null && set(slot, held, change, held.deadline());
    }

    private <T> boolean set(
        Slot<T> slot, SlotValue held, UnaryOperator<T> change, OptionalLong deadline) {
      T value = change.apply(slot.type().cast(held.value()));
      SlotTransaction.this.put(
          new SlotEdit.Put(
              place(slot), value(slot, value), held.ttlMillis(), deadline, held.isInPresence()));
      return true;
    }

    @Override
    public boolean remove(Slot<?> slot) {
      SlotValue held = living(slot);
      if (held == null) {
        return false;
      }
      SlotTransaction.this.remove(place(slot));
      draft.remove(held);
      return true;
    }
  }
}
