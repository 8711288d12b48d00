package hubbub.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.regex.Pattern;

/// The items of CBOR that are written (RFC 8949 §3), one after the other in memory; [Heads] and
/// Jackson read them. Confined to one thread.
///
/// Jackson writes them, too, but a server writes all its topics when it stops, in code that never
/// ran before: the little that is here is compiled much sooner.
final class CborItems {
  private static final int NEGATIVE = 1;
  private static final int BYTES = 2;
  private static final int TEXT = 3;
  private static final int ARRAY = 4;
  private static final int MAP = 5;

  /// The greatest argument that is in the first byte itself.
  private static final int MOST_INLINE = 23;

  /// The argument is in the next byte; 25, 26 and 27: in the next 2, 4 or 8.
  private static final int ONE_BYTE = 24;

  private static final int MOST_ASCII = 0x7f;

  private static final int FALSE = 0xf4;
  private static final int TRUE = 0xf5;
  private static final int NULL = 0xf6;
  private static final int FRACTION = 0xfb;
  private static final int ARRAY_UNTIL_BREAK = 0x9f;
  private static final int BREAK = 0xff;

  /// A surrogate that is not part of a pair: patterns see pairs as one character.
  private static final Pattern HALF = Pattern.compile("\\p{Cs}");

  private byte[] bytes = new byte[2_048];
  private int size;

  void number(long number) {
    if (number >= 0) {
      head(0, number);
    } else {
      head(NEGATIVE, ~number);
    }
  }

  void fraction(double number) {
    put(FRACTION);
    put(Double.doubleToLongBits(number), Long.BYTES);
  }

  void flag(boolean flag) {
    put(flag ? TRUE : FALSE);
  }

  void absent() {
    put(NULL);
  }

  void text(String text) {
    int start = size;
    head(TEXT, text.length());
    if (!putAscii(text)) {
      size = start;
      byte[] utf8 = HALF.matcher(text).replaceAll("\ufffd").getBytes(UTF_8);
      head(TEXT, utf8.length);
      put(utf8);
    }
  }

  void bytes(byte[] some) {
    head(BYTES, some.length);
    put(some);
  }

  /// Begins an array of that many items.
  void array(int items) {
    head(ARRAY, items);
  }

  /// Begins an array that goes on until [#end].
  void begin() {
    put(ARRAY_UNTIL_BREAK);
  }

  /// Ends the array that [#begin] began.
  void end() {
    put(BREAK);
  }

  /// Begins a map of that many names, each followed by its item.
  void map(int names) {
    head(MAP, names);
  }

  int size() {
    return size;
  }

  /// A copy of all that was written.
  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /// Stops at what is not ASCII.
  ///
  /// @return whether all was
  private boolean putAscii(String text) {
    reserve(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > MOST_ASCII) {
        return false;
      }
      bytes[size++] = (byte) c;
    }
    return true;
  }

  private void head(int type, long argument) {
    int first = type << 5;
    if (argument <= MOST_INLINE) {
      put(first | (int) argument);
    } else {
      int doublings = doublings(argument);
      put(first | (ONE_BYTE + doublings));
      put(argument, 1 << doublings);
    }
  }

  /// How often one byte must be doubled to hold `argument`.
  private static int doublings(long argument) {
    if (argument < 1 << Byte.SIZE) {
      return 0;
    }
    if (argument < 1 << Short.SIZE) {
      return 1;
    }
    return argument < 1L << Integer.SIZE ? 2 : 3;
  }

  /// The last `count` bytes of `number`, highest first.
  private void put(long number, int count) {
    reserve(count);
    for (int i = count - 1; i >= 0; i--) {
      bytes[size++] = (byte) (number >> (i * Byte.SIZE));
    }
  }

  private void put(int one) {
    reserve(1);
    bytes[size++] = (byte) one;
  }

  private void put(byte[] many) {
    reserve(many.length);
    System.arraycopy(many, 0, bytes, size, many.length);
    size += many.length;
  }

  private void reserve(int more) {
    if (more > bytes.length - size) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
    }
  }
}
