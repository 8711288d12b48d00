package hubbub.wire;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Decompresses messages, each on its own (permessage-deflate without context takeover, RFC 7692
/// §7.2.2). Confined to one thread.
public final class Inflating {
  /// The end of a flush, which the sender removed.
  private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

  private final Inflater inflater = new Inflater(true);
  private final byte[] room;

  /// Accepts messages that inflate to at most `maxBytes`.
  public Inflating(int maxBytes) {
    room = new byte[maxBytes + 1];
  }

  /// Decompresses the payload of one message. Bytes after a final block are ignored.
  ///
  /// @throws BadFrame if it is not deflate; or, without inflating further, if the message is too
  ///   long
  public byte[] inflate(byte[] deflated) throws BadFrame {
    byte[] whole = Arrays.copyOf(deflated, deflated.length + TAIL.length);
    System.arraycopy(TAIL, 0, whole, deflated.length, TAIL.length);
    inflater.reset();
    inflater.setInput(whole);
    int size = fill();
    if (size == room.length) {
      throw new BadFrame(CloseReason.TOO_BIG, "inflates to too much");
    }
    return Arrays.copyOf(room, size);
  }

  private int fill() throws BadFrame {
    try {
      int size = 0;
      int more = inflater.inflate(room);
      while (more > 0) {
        size += more;
        more = inflater.inflate(room, size, room.length - size);
      }
      return size;
    } catch (DataFormatException _) {
      throw new BadFrame(CloseReason.BAD_TEXT, "not deflate");
    }
  }
}
