package hubbub.topic.extension;

import hubbub.topic.Change;
import hubbub.topic.MembershipId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The codecs of the types that slots hold without one of their own.
final class BasicCodecs {
  private static final List<SlotCodec<?>> ALL =
      List.of(
          new Basic<>(
              String.class,
              text -> text.getBytes(StandardCharsets.UTF_8),
              bytes -> new String(bytes, StandardCharsets.UTF_8)),
          new Basic<>(Long.class, BasicCodecs::eight, bytes -> ByteBuffer.wrap(bytes).getLong()),
          new Basic<>(
              Boolean.class, it -> new byte[] {(byte) (it ? 1 : 0)}, bytes -> bytes[0] != 0),
          new Basic<>(byte[].class, byte[]::clone, byte[]::clone),
          new Basic<>(Change.Cause.class, BasicCodecs::cause, BasicCodecs::cause));

  private BasicCodecs() {}

  private static byte[] eight(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  private static byte[] cause(Change.Cause cause) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(cause.membership().value())
        .putLong(cause.number())
        .array();
  }

  private static Change.Cause cause(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new Change.Cause(new MembershipId(in.getLong()), in.getLong());
  }

  private record Basic<T>(Class<T> type, Function<T, byte[]> encoding, Function<byte[], T> decoding)
      implements SlotCodec<T> {
    @Override
    public int version() {
      return 1;
    }

    @Override
    public byte[] encode(T value) {
      return encoding.apply(value);
    }

    @Override
    public T decode(int version, byte[] bytes) {
      return decoding.apply(bytes);
    }
  }

  /// The codec for values of `type`; empty if slots hold such values only with one of their own.
  static <T> Optional<SlotCodec<T>> of(Class<T> type) {
    for (SlotCodec<?> codec : ALL) {
      if (codec.type().equals(type)) {
        @SuppressWarnings("unchecked") // their types are equal
        SlotCodec<T> found = (SlotCodec<T>) codec;
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }
}
