package hubbub.codec;

import hubbub.topic.extension.Slot;
import java.util.Optional;

/// Finds the slots of a kind's extension by name, because only an extension can turn the values of
/// its slots into bytes and back.
@FunctionalInterface
public interface SlotTypes {
  /// For a kind without an extension.
  SlotTypes NONE = _ -> Optional.empty();

  /// The slot that the extension declares under that name; empty if it declares none.
  Optional<Slot<?>> slot(String name);
}
