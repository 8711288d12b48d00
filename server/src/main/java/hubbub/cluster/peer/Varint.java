package hubbub.cluster.peer;

import java.nio.ByteBuffer;

/// Integers from 0 on in as few bytes as they need: seven bits a byte, the lowest first, and the
/// top bit set in all bytes but the last (as in Protocol Buffers).
final class Varint {
  /// Read where there is none, or one above [Integer#MAX_VALUE].
  static final int MALFORMED = -1;

  private Varint() {}

  /// How many bytes [#write] needs.
  static int bytes(int value) {
    return (31 - Integer.numberOfLeadingZeros(value | 1)) / 7 + 1;
  }

  /// Writes `value`, which is at least 0.
  static void write(ByteBuffer out, int value) {
    int rest = value;
    while (rest > 0x7F) {
      out.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  /// Reads one, or [#MALFORMED].
  static int read(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < 35 && in.hasRemaining(); shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value > Integer.MAX_VALUE ? MALFORMED : (int) value;
      }
    }
    return MALFORMED;
  }
}
