package hubbub.topic;

import hubbub.topic.extension.ExtensionContext;
import hubbub.topic.extension.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What an extension does during one decision. The extension itself sees it at once; others see it
/// when the decision is applied. All slot edits come first, as one event; then broadcasts and
/// replies, in order.
final class SlotTransaction {
  private final DecisionBuilder decision;
  private final List<Slot<?>> declared;
  private final Map<SlotEdit.Place, Optional<SlotValue>> changed = new HashMap<>(2);
  private final Map<SlotScope, SlotScope> inherited = new HashMap<>(2);
  private final List<SlotEdit> edits = new ArrayList<>(2);
  private final List<Runnable> told = new ArrayList<>(1);

  /// A transaction of an extension that may put values into the `declared` slots.
  SlotTransaction(DecisionBuilder decision, List<Slot<?>> declared) {
    this.decision = decision;
    this.declared = declared;
  }

  /// Makes `heir` see the assigns of `lost`, which it takes over by this decision.
  void inherit(MembershipId heir, MembershipId lost) {
    inherited.put(new SlotScope.Assigns(heir), new SlotScope.Assigns(lost));
  }

  /// Defers a broadcast or reply until after the slot edits.
  void tell(Runnable what) {
    told.add(what);
  }

  /// Adds everything done since the last flush to the decision.
  void flush() {
    if (!edits.isEmpty()) {
      decision.add(new Event.SlotsChanged(edits));
      edits.clear();
    }
    told.forEach(Runnable::run);
    told.clear();
  }

  /// Whether this decision put, touched or removed a value there.
  boolean hasChanged(SlotEdit.Place place) {
    return changed.containsKey(place);
  }

  @Nullable SlotValue valueAt(SlotEdit.Place place) {
    Optional<SlotValue> staged = changed.get(place);
    return staged == null ? decision.state.slots().get(kept(place)) : staged.orElse(null);
  }

  private SlotEdit.Place kept(SlotEdit.Place place) {
    SlotScope lost = inherited.get(place.scope());
    return lost == null ? place : new SlotEdit.Place(lost, place.name());
  }

  void put(SlotEdit.Put put) {
    stage(put, Optional.of(new SlotValue(put)));
  }

  void expire(SlotEdit.Place place) {
    stage(new SlotEdit.Expired(place), Optional.empty());
  }

  private void stage(SlotEdit edit, Optional<SlotValue> now) {
    edits.add(edit);
    changed.put(edit.place(), now);
  }

  /// The edit that puts `filled` at that place now.
  <T> SlotEdit.Put filling(SlotEdit.Place place, Slot.Filled<T> filled) {
    return new SlotEdit.Put(
        place,
        checked(filled.slot(), filled.value()),
        filled.ttlMillis(),
        ModeRules.untilAt(decision, filled.ttlMillis()),
        filled.slot().inPresence());
  }

  /// Rejects null, values of another type, because others will cast them, and slots that nobody
  /// could read back. A value shown in presence must have a working `toString`.
  private <T> T checked(Slot<T> slot, T value) {
    Objects.requireNonNull(value, slot.name());
    if (declared.stream().noneMatch(slot::isLike)) {
      throw new IllegalArgumentException(
          "slot: " + slot.name() + " (expected: one that the extension's slots() declares)");
    }
    if (slot.inPresence()) {
      Objects.requireNonNull(value.toString(), slot.name());
    }
    return slot.type().cast(value instanceof byte[] bytes ? bytes.clone() : value);
  }

  /// The slots of that scope, as this decision has changed them so far.
  ExtensionContext.SlotView view(SlotScope scope) {
    return new View(scope);
  }

  private final class View implements ExtensionContext.SlotView {
    private final SlotScope scope;

    View(SlotScope scope) {
      this.scope = scope;
    }

    private SlotEdit.Place place(Slot<?> slot) {
      return new SlotEdit.Place(scope, slot.name());
    }

    private @Nullable SlotValue living(Slot<?> slot) {
      SlotValue value = valueAt(place(slot));
      return value != null && value.isAliveAt(decision.now) ? value : null;
    }

    @Override
    public <T> Optional<T> get(Slot<T> slot) {
      SlotValue value = living(slot);
      return value == null ? Optional.empty() : Optional.of(copy(slot, value));
    }

    /// The value; bytes are copied, because arrays can be changed.
    private static <T> T copy(Slot<T> slot, SlotValue value) {
      return slot.type()
          .cast(value.value() instanceof byte[] bytes ? bytes.clone() : value.value());
    }

    @Override
    public <T> void put(Slot.Filled<T> filled) {
      SlotTransaction.this.put(filling(place(filled.slot()), filled));
    }

    @Override
    public boolean touch(Slot<?> slot) {
      SlotEdit.Place place = place(slot);
      SlotValue value = valueAt(place);
      if (value == null) {
        return false;
      }
      OptionalLong until = ModeRules.untilAt(decision, value.ttlMillis());
      if (until.isPresent()) {
        SlotValue touched = new SlotValue(value.image());
        touched.touch(until.getAsLong());
        stage(new SlotEdit.Touched(place, until.getAsLong()), Optional.of(touched));
      }
      return true;
    }

    @Override
    public <T> boolean updateAndTouch(Slot<T> slot, UnaryOperator<T> change) {
      SlotValue value = living(slot);
      return value != null
          && set(slot, value, change, ModeRules.untilAt(decision, value.ttlMillis()));
    }

    @Override
    public <T> boolean update(Slot<T> slot, UnaryOperator<T> change) {
      SlotValue value = living(slot);
      return value != null && set(slot, value, change, value.deadline());
    }

    private <T> boolean set(
        Slot<T> slot, SlotValue value, UnaryOperator<T> change, OptionalLong deadline) {
      T changed = change.apply(copy(slot, value));
      SlotTransaction.this.put(
          new SlotEdit.Put(
              place(slot),
              checked(slot, changed),
              value.ttlMillis(),
              deadline,
              value.isInPresence()));
      return true;
    }

    @Override
    public boolean remove(Slot<?> slot) {
      boolean isThere = living(slot) != null;
      if (isThere) {
        stage(new SlotEdit.Removed(place(slot)), Optional.empty());
      }
      return isThere;
    }
  }
}
