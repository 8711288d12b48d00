package hubbub.topic.extension;

import java.nio.ByteBuffer;
import java.util.OptionalLong;

/// The name and type of a value that an extension keeps in a topic or with a membership (an
/// *assign*). Slots hold [String], [Long], [Boolean], `byte[]`, [hubbub.topic.Change.Cause], or a
/// record with a [SlotCodec], because values cross restarts and nodes. An extension declares its
/// slots in [TopicExtension#slots].
///
/// @param ttlMillis how long a value lives after being put or touched; empty: as long as the topic
///   or the membership
/// @param inPresence whether, as an assign, it is shown in its membership's presence, as what its
///   `toString` says
public record Slot<T>(String name, SlotCodec<T> codec, OptionalLong ttlMillis, boolean inPresence) {
  public Slot {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("slot: no name (expected: at least a letter)");
    }
    if (ttlMillis.isPresent() && ttlMillis.getAsLong() < 1) {
      throw new IllegalArgumentException("ttl: " + ttlMillis.getAsLong() + " (expected: >= 1)");
    }
    if (BasicCodecs.of(codec.type()).isEmpty() && !codec.type().isRecord()) {
      throw unfit(name, codec.type());
    }
    if (codec.version() < 1) {
      throw new IllegalArgumentException("version: " + codec.version() + " (expected: >= 1)");
    }
  }

  /// A slot whose values do not expire.
  ///
  /// @throws IllegalArgumentException if values of that type need a [SlotCodec]
  public static <T> Slot<T> lasting(String name, Class<T> type) {
    return lasting(name, basic(name, type));
  }

  /// A slot of records whose values do not expire.
  public static <T> Slot<T> lasting(String name, SlotCodec<T> codec) {
    return new Slot<>(name, codec, OptionalLong.empty(), false);
  }

  /// A slot whose values live for `ttlMillis`.
  ///
  /// @throws IllegalArgumentException if values of that type need a [SlotCodec]
  public static <T> Slot<T> expiring(String name, Class<T> type, long ttlMillis) {
    return expiring(name, basic(name, type), ttlMillis);
  }

  /// A slot of records whose values live for `ttlMillis`.
  public static <T> Slot<T> expiring(String name, SlotCodec<T> codec, long ttlMillis) {
    return new Slot<>(name, codec, OptionalLong.of(ttlMillis), false);
  }

  private static <T> SlotCodec<T> basic(String name, Class<T> type) {
    return BasicCodecs.of(type).orElseThrow(() -> unfit(name, type));
  }

  private static IllegalArgumentException unfit(String name, Class<?> type) {
    return new IllegalArgumentException(
        "slot "
            + name
            + ": "
            + type.getName()
            + " (expected: String, Long, Boolean, byte[], or a record with a SlotCodec)");
  }

  /// This slot, shown in presence.
  public Slot<T> shown() {
    return new Slot<>(name, codec, ttlMillis, true);
  }

  /// The type of the values.
  public Class<T> type() {
    return codec.type();
  }

  /// Whether `other` has the same name and holds the same type.
  public boolean isLike(Slot<?> other) {
    return name.equals(other.name) && type().equals(other.type());
  }

  /// The value as bytes, with the codec's version before it.
  public byte[] encode(T value) {
    byte[] bytes = codec.encode(value);
    return ByteBuffer.allocate(Integer.BYTES + bytes.length)
        .putInt(codec.version())
        .put(bytes)
        .array();
  }

  /// The value that [#encode] made `bytes` from, in this version of the extension or an older one.
  ///
  /// @throws RuntimeException if that can't be read any more
  public T decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int version = in.getInt();
    byte[] value = new byte[in.remaining()];
    in.get(value);
    return codec.decode(version, value);
  }

  /// A value for this slot, with the slot's own TTL.
  public Filled<T> with(T value) {
    return new Filled<>(this, value, ttlMillis);
  }

  /// A value for this slot, with a TTL of its own.
  public Filled<T> with(T value, long millis) {
    return new Filled<>(this, value, OptionalLong.of(millis));
  }

  /// A value for a slot, with its TTL.
  public record Filled<T>(Slot<T> slot, T value, OptionalLong ttlMillis) {}
}
