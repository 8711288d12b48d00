package hubbub.topic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All slot values of a topic: its own, and the assigns of each membership. Confined to the thread
/// of its [TopicState].
final class Slots {
  private Map<SlotScope, Map<String, SlotValue>> tables = Map.of();

  /// The same map, mutable: created on first use, so that topics without slots have none.
  private Map<SlotScope, Map<String, SlotValue>> tables() {
    if (tables.isEmpty()) {
      tables = new LinkedHashMap<>(2);
    }
    return tables;
  }

  @Nullable SlotValue get(SlotEdit.Place place) {
    Map<String, SlotValue> table = tables.get(place.scope());
    return table == null ? null : table.get(place.name());
  }

  /// Applies one edit.
  ///
  /// @return the value that was replaced or removed; null if none
  @Nullable SlotValue apply(SlotEdit edit) {
    return switch (edit) {
      case SlotEdit.Put put ->
          tables()
              .computeIfAbsent(put.place().scope(), _ -> new LinkedHashMap<>(2))
              .put(put.place().name(), new SlotValue(put));
      case SlotEdit.Touched touched -> {
        SlotValue value = get(touched.place());
        if (value != null) {
          value.touch(touched.deadline());
        }
        yield null;
      }
      case SlotEdit.Removed removed -> remove(removed.place());
      case SlotEdit.Expired expired -> remove(expired.place());
    };
  }

  private @Nullable SlotValue remove(SlotEdit.Place place) {
    Map<String, SlotValue> table = tables.get(place.scope());
    if (table == null) {
      return null;
    }
    SlotValue value = table.remove(place.name());
    if (table.isEmpty()) {
      tables.remove(place.scope());
    }
    return value;
  }

  /// All values of that scope.
  List<SlotValue> of(SlotScope scope) {
    Map<String, SlotValue> table = tables.get(scope);
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
    SlotScope scope = new SlotScope.Assigns(membership);
    List<SlotValue> gone = of(scope);
    if (!gone.isEmpty()) {
      tables.remove(scope);
    }
    return gone;
  }

  /// The assigns of `from` of which `to` has its own.
  private List<SlotValue> surplus(MembershipId from, MembershipId to) {
    return of(new SlotScope.Assigns(from)).stream()
        .filter(
            value -> get(new SlotEdit.Place(new SlotScope.Assigns(to), value.at().name())) != null)
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
    for (SlotValue value : drop(from)) {
      if (!surplus.contains(value)) {
        value.moveTo(to);
        tables()
            .computeIfAbsent(value.at().scope(), _ -> new LinkedHashMap<>(2))
            .put(value.at().name(), value);
      }
    }
    return surplus;
  }

  boolean isEmpty(SlotScope scope) {
    return !tables.containsKey(scope);
  }

  List<SlotEdit.Put> image() {
    return all().stream().map(SlotValue::image).toList();
  }
}
