package hubbub.codec;

/// Walks over the heads of all items in an input (RFC 8949 §3), before Jackson reads it: Jackson
/// reserves memory for lengths that the input does not have, and takes quadratic time for tags that
/// follow each other. Nothing here is written with a tag.
final class Heads {
  private static final int BYTES = 2;
  private static final int TEXT = 3;
  private static final int ARRAY = 4;
  private static final int MAP = 5;
  private static final int TAG = 6;

  /// The greatest argument that is in the first byte itself.
  private static final int MOST_INLINE = 23;

  /// The argument is in the next byte; 25, 26 and 27: in the next 2, 4 or 8.
  private static final int ONE_BYTE = 24;

  private static final int EIGHT_BYTES = 27;

  /// Instead of a length: the item goes on until a break.
  private static final int INDEFINITE = 31;

  private final byte[] bytes;
  private int at;

  private Heads(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Makes sure that what is left of `bytes` has room for every length in it, and that there is no
  /// tag.
  static void check(byte[] bytes) throws Unreadable {
    Heads heads = new Heads(bytes);
    while (heads.at < bytes.length) {
      heads.pass();
    }
  }

  /// Goes past one head, and past its text or bytes.
  private void pass() throws Unreadable {
    int start = at;
    int first = bytes[at++] & 0xff;
    int type = first >> 5;
    long argument = argument(first & 31);
    int left = bytes.length - at;
    boolean isPossible =
        switch (type) {
          case BYTES, TEXT, ARRAY -> argument >= 0 && argument <= left;
          case MAP -> argument >= 0 && argument <= left / 2;
          case TAG -> false;
          default -> true;
        };
    if (!isPossible) {
      throw new Unreadable("input", start, "a tag, or a length beyond the end");
    }
    if (type == BYTES || type == TEXT) {
      at += (int) argument;
    }
  }

  private long argument(int info) throws Unreadable {
    if (info <= MOST_INLINE) {
      return info;
    }
    if (info == INDEFINITE) {
      return 0;
    }
    int size = 1 << (info - ONE_BYTE);
    if (info > EIGHT_BYTES || size > bytes.length - at) {
      throw new Unreadable("input", at, "cut off, or no CBOR");
    }
    long argument = 0;
    for (int i = 0; i < size; i++) {
      argument = argument << Byte.SIZE | (bytes[at++] & 0xff);
    }
    return argument;
  }
}
