package hubbub.attack;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A client's socket that sends whatever it is told to, valid or not, and reads only what it is
/// told to. Confined to its client's thread, except for [#close].
final class HostileSocket implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int MASKED = 0x80;
  private static final int TEXT = 0x81;

  private final Socket socket;

  private HostileSocket(Socket socket) {
    this.socket = socket;
  }

  static HostileSocket connect(int port) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4 * 1024); // so that not reading is noticed soon
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    return new HostileSocket(socket);
  }

  /// The head of a handshake, without the empty line that ends it.
  static String handshake(String address) {
    return "GET /socket/websocket?vsn=2.0.0 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n"
        + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nX-Forwarded-For: "
        + address
        + "\r\n";
  }

  /// Becomes a WebSocket of a client at that address.
  ///
  /// @throws IOException if the server refuses
  void upgrade(String address) throws IOException {
    ascii(handshake(address) + "\r\n");
    String head = head();
    if (!head.startsWith("HTTP/1.1 101")) {
      throw new IOException(head);
    }
  }

  private String head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException(head.toString(StandardCharsets.US_ASCII));
      }
      head.write(next);
    }
    return head.toString(StandardCharsets.US_ASCII);
  }

  void ascii(String text) throws IOException {
    bytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  void bytes(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /// Sends a whole text message.
  void text(String text) throws IOException {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    bytes(frame(TEXT, payload.length, payload));
  }

  /// A frame that begins with `first`, claims to have `length` bytes, and has these. Masked by
  /// zeros.
  static byte[] frame(int first, long length, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put((byte) first);
    if (length < 126) {
      frame.put((byte) (MASKED | length));
    } else if (length < 65_536) {
      frame.put((byte) (MASKED | 126)).putShort((short) length);
    } else {
      frame.put((byte) (MASKED | 127)).putLong(length);
    }
    frame.putInt(0).put(payload);
    byte[] bytes = new byte[frame.position()];
    frame.flip().get(bytes);
    return bytes;
  }

  /// Reads and drops at most `most` bytes, or until the server closes or says nothing for 10 s.
  void skip(long most) throws IOException {
    byte[] dropped = new byte[16 * 1024];
    InputStream in = socket.getInputStream();
    long left = most;
    while (left > 0) {
      int count = in.read(dropped, 0, (int) Math.min(left, dropped.length));
      if (count < 0) {
        throw new EOFException();
      }
      left -= count;
    }
  }

  /// Reads and drops what has arrived.
  void skipArrived() throws IOException {
    skip(socket.getInputStream().available());
  }

  /// Any thread.
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // closed is closed
    }
  }
}
