package hubbub.topic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All slot values of a topic: its own, and the assigns of each membership. Confined to the thread
/// of its [TopicState].
final class Slots {
  private Map<Optional<MembershipId>, Map<String, SlotValue>> tables = Map.of();

  /// The same map, mutable: created on first use, so that topics without slots have none.
  private Map<Optional<MembershipId>, Map<String, SlotValue>> tables() {
    if (tables.isEmpty()) {
      tables = new LinkedHashMap<>(2);
    }
    return tables;
  }

  @Nullable SlotValue get(SlotEdit.Place place) {
    Map<String, SlotValue> table = tables.get(place.membership());
    return table == null ? null : table.get(place.name());
  }

  /// Applies one edit.
  ///
  /// @return the value that was replaced or removed; null if none
  @Nullable SlotValue apply(SlotEdit edit) {
    return switch (edit) {
      case SlotEdit.Put put ->
          tables()
              .computeIfAbsent(put.place().membership(), _ -> new LinkedHashMap<>(2))
              .put(put.place().name(), new SlotValue(put));
      case SlotEdit.Touched touched -> {
        SlotValue held = get(touched.place());
        if (held != null) {
          held.touch(touched.deadline());
        }
        yield null;
      }
      case SlotEdit.Removed removed -> remove(removed.place());
      case SlotEdit.Expired expired -> remove(expired.place());
    };
  }

  private @Nullable SlotValue remove(SlotEdit.Place place) {
    Map<String, SlotValue> table = tables.get(place.membership());
    if (table == null) {
      return null;
    }
    SlotValue held = table.remove(place.name());
    if (table.isEmpty()) {
      tables.remove(place.membership());
    }
    return held;
  }

  /// All assigns of a membership; with an empty one, all slots of the topic.
  List<SlotValue> of(Optional<MembershipId> membership) {
    Map<String, SlotValue> table = tables.get(membership);
    return table == null ? List.of() : List.copyOf(table.values());
  }

  List<SlotValue> all() {
    List<SlotValue> all = new ArrayList<>();
    tables.values().forEach(table -> all.addAll(table.values()));
    return all;
  }

  /// Removes all values.
  ///
  /// @return the removed values
  List<SlotValue> clear() {
    List<SlotValue> all = all();
    tables = Map.of();
    return all;
  }

  /// Removes all assigns of a membership.
  ///
  /// @return the removed values
  List<SlotValue> drop(MembershipId membership) {
    List<SlotValue> gone = of(Optional.of(membership));
    if (!gone.isEmpty()) {
      tables.remove(Optional.of(membership));
    }
    return gone;
  }

  /// The assigns of `from` of which `to` has its own.
  private List<SlotValue> surplus(MembershipId from, MembershipId to) {
    return of(Optional.of(from)).stream()
        .filter(held -> get(new SlotEdit.Place(Optional.of(to), held.at().name())) != null)
        .toList();
  }

  /// Moves the assigns of one membership to another, which keeps its own where both have one.
  ///
  /// @return the values dropped because `to` has its own
  List<SlotValue> move(MembershipId from, MembershipId to) {
    if (from.equals(to)) {
      return List.of();
    }
    List<SlotValue> surplus = surplus(from, to);
    for (SlotValue held : drop(from)) {
      if (!surplus.contains(held)) {
        held.moveTo(to);
        tables()
            .computeIfAbsent(Optional.of(to), _ -> new LinkedHashMap<>(2))
            .put(held.at().name(), held);
      }
    }
    return surplus;
  }

  boolean isEmpty(MembershipId membership) {
    return !tables.containsKey(Optional.of(membership));
  }

  Slots copy() {
    Slots copy = new Slots();
    tables.forEach((membership, table) -> {
      Map<String, SlotValue> copied = new LinkedHashMap<>(2);
      table.forEach((name, held) -> copied.put(name, new SlotValue(held)));
      copy.tables().put(membership, copied);
    });
    return copy;
  }
}
