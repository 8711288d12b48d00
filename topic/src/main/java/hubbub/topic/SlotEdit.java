package hubbub.topic;

import java.util.OptionalLong;

/// One change of an extension's slots.
public sealed interface SlotEdit {
  /// The place it changes.
  Place place();

  /// A slot, by whose it is and its name.
  record Place(SlotScope scope, String name) {}

  /// Puts a value. `deadline` is when it expires; a touch moves that to `ttlMillis` from then on;
  /// both empty: it does not expire.
  record Put(
      Place place, Object value, OptionalLong ttlMillis, OptionalLong deadline, boolean inPresence)
      implements SlotEdit {}

  /// Sets the value's deadline.
  record Touched(Place place, long deadline) implements SlotEdit {}

  /// Removes the value, because the extension asked for that.
  record Removed(Place place) implements SlotEdit {}

  /// Removes the value, because it expired.
  record Expired(Place place) implements SlotEdit {}
}
