package hubbub.codec;

import hubbub.topic.extension.Slot;
import java.util.Optional;

/// Turns the values of slots into bytes and back, by the slots that the extension declares. A value
/// whose slot is not declared, or whose codec throws, is lost and counted; all else goes on.
final class SlotValues {
  private SlotValues() {}

  /// The bytes of the value of the slot `name`; empty if it is lost.
  static Optional<byte[]> encode(CborWriter out, String name, Object value) {
    Optional<byte[]> bytes = out.slots().slot(name).flatMap(slot -> encode(slot, value));
    if (bytes.isEmpty()) {
      out.loseSlotValue();
    }
    return bytes;
  }

  private static <T> Optional<byte[]> encode(Slot<T> slot, Object value) {
    try {
      return Optional.of(slot.encode(slot.type().cast(value)));
    } catch (RuntimeException e) { // the extension's, or a value of a slot's earlier type
      return Optional.empty();
    }
  }

  /// The value of the slot `name`; empty if it is lost.
  static Optional<Object> decode(CborReader in, String name, byte[] bytes) {
    Optional<Object> value = in.slots().slot(name).flatMap(slot -> decode(slot, bytes));
    if (value.isEmpty()) {
      in.loseSlotValue();
    }
    return value;
  }

  private static Optional<Object> decode(Slot<?> slot, byte[] bytes) {
    try {
      return Optional.<Object>of(slot.decode(bytes)).filter(slot.type()::isInstance);
    } catch (RuntimeException e) { // also of bytes that no codec would write
      return Optional.empty();
    }
  }
}
