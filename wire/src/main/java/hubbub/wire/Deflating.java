package hubbub.wire;

import java.util.zip.Deflater;

/// Compresses frames, each on its own (permessage-deflate without context takeover, RFC 7692
/// §7.2.1). Confined to one thread.
public final class Deflating {
  /// Shorter frames stay uncompressed; they have little to gain.
  static final int LEAST_BYTES = 200;

  /// The end of a flush, which the sender removes and the receiver adds again.
  private static final int TAIL_BYTES = 4;

  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);

  /// The compressed form of a whole text frame; the same array if compression would not shorten it.
  public byte[] frame(byte[] plain) {
    if (plain.length < LEAST_BYTES) {
      return plain;
    }
    int header = ServerFrames.headerBytesOf(plain);
    byte[] room = new byte[plain.length - header];
    deflater.reset();
    deflater.setInput(plain, header, room.length);
    int size = deflater.deflate(room, 0, room.length, Deflater.SYNC_FLUSH);
    return size < room.length ? ServerFrames.deflated(room, size - TAIL_BYTES) : plain;
  }
}
