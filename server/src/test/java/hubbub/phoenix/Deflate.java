package hubbub.phoenix;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// The client side of permessage-deflate (RFC 7692 §7.2).
public final class Deflate {
  /// The header line with which a client offers it.
  public static final String OFFER =
      "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n";

  private static final int TAIL_BYTES = 4;

  private Deflate() {}

  /// Compresses a message. The first of its frames must have RSV1 set.
  public static byte[] deflated(String text) {
    return deflated(text.getBytes(StandardCharsets.UTF_8));
  }

  public static byte[] deflated(byte[] message) {
    try (Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
      byte[] room = new byte[message.length + 100];
      deflater.setInput(message);
      int size = deflater.deflate(room, 0, room.length, Deflater.SYNC_FLUSH);
      return Arrays.copyOf(room, size - TAIL_BYTES);
    }
  }

  /// Decompresses a message, starting with an empty window.
  public static byte[] inflated(byte[] payload) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    try (Inflater inflater = new Inflater(true)) {
      byte[] whole = Arrays.copyOf(payload, payload.length + TAIL_BYTES);
      whole[whole.length - 2] = (byte) 0xff;
      whole[whole.length - 1] = (byte) 0xff;
      inflater.setInput(whole);
      byte[] part = new byte[1024];
      int more = inflater.inflate(part);
      while (more > 0) {
        message.write(part, 0, more);
        more = inflater.inflate(part);
      }
      return message.toByteArray();
    } catch (DataFormatException e) {
      throw new AssertionError("the server's deflate", e);
    }
  }
}
