package hubbub.topic.extension;

/// Turns the values of a [Slot] into bytes and back. A topic's state crosses restarts and nodes, so
/// bytes that an older version of the extension wrote must still be readable. Any thread; must not
/// block.
///
/// @param <T> a record
public interface SlotCodec<T> {
  /// The type of the values: a record, which must be immutable.
  Class<T> type();

  /// The version of what [#encode] writes, from 1. Raise it when the form changes.
  int version();

  /// The value as bytes.
  byte[] encode(T value);

  /// The value that `bytes` were made from by [#encode] of that `version`, which is this one's or
  /// an older one.
  ///
  /// @throws RuntimeException if the bytes are of no version that this codec reads: the value is
  ///   then lost
  T decode(int version, byte[] bytes);
}
