package hubbub.topic;

import java.util.Optional;
import java.util.OptionalLong;

/// One change of what an extension keeps.
public sealed interface SlotEdit {
  /// Where it is kept.
  Place place();

  /// A slot of the topic, or an assign of a membership.
  record Place(Optional<MembershipId> membership, String name) {}

  /// A value now stands there. `deadline` is when it ends, `ttlMillis` by how much a touch prolongs
  /// it; both empty: it stays.
  record Put(
      Place place, Object value, OptionalLong ttlMillis, OptionalLong deadline, boolean inPresence)
      implements SlotEdit {}

  /// What stands there ends at `deadline`.
  record Touched(Place place, long deadline) implements SlotEdit {}

  /// Nothing stands there any more.
  record Removed(Place place) implements SlotEdit {}
}
