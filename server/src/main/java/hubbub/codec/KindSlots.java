package hubbub.codec;

import hubbub.topic.TopicName;
import hubbub.topic.extension.Slot;
import hubbub.topic.extension.TopicExtension;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The slots of each kind's extension, by kind and name.
public final class KindSlots {
  private final Map<String, Map<String, Slot<?>>> byKind = new HashMap<>();

  /// The slots that these extensions declare, each of which serves another kind.
  public KindSlots(Iterable<TopicExtension> extensions) {
    for (TopicExtension extension : extensions) {
      Map<String, Slot<?>> slots = new HashMap<>();
      for (Slot<?> slot : extension.slots()) {
        slots.put(slot.name(), slot);
      }
      byKind.put(extension.kind(), slots);
    }
  }

  /// The slots that topics of its kind may have.
  public SlotTypes of(TopicName topic) {
    Map<String, Slot<?>> slots = byKind.getOrDefault(topic.kind(), Map.of());
    return name -> Optional.ofNullable(slots.get(name));
  }

  /// Nothing declares slots.
  public static KindSlots none() {
    return new KindSlots(List.of());
  }
}
