package hubbub.phoenix;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/// A WebSocket client that sends exactly what a test says, valid or not (RFC 6455). What the server
/// sends must be valid: each text frame is checked against the rules of [Strictest].
public final class RawSocket implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PATIENCE_MILLIS = 10_000;
  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  /// A received frame: its opcode, whether its RSV1 bit (compressed) is set, and its payload.
  public record Raw(int opcode, boolean isDeflated, byte[] payload) {
    public String text() {
      return new String(isDeflated ? Deflate.inflated(payload) : payload, StandardCharsets.UTF_8);
    }

    public int closeCode() {
      return ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
    }
  }

  private RawSocket(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /// Opens a TCP connection and sends `request` unchanged.
  public static RawSocket send(int port, String request) throws IOException {
    return send(new Socket(), port, request);
  }

  /// Like [#send], but with a small receive buffer, so that the server notices soon if the client
  /// does not read.
  public static RawSocket sendFromAfar(int port, String request) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4 * 1024);
    return send(socket, port, request);
  }

  /// Like [#send], over TLS; the client offers `protocols` (ALPN).
  public static RawSocket sendByTls(
      SSLContext context, int port, String request, String... protocols) throws IOException {
    return sendByTls(new Socket(), context, port, request, protocols);
  }

  /// Like [#sendFromAfar], over TLS.
  public static RawSocket sendByTlsFromAfar(SSLContext context, int port, String request)
      throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4 * 1024);
    return sendByTls(socket, context, port, request);
  }

  private static RawSocket sendByTls(
      Socket below, SSLContext context, int port, String request, String... protocols)
      throws IOException {
    connect(below, port);
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(below, "127.0.0.1", port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(protocols);
    socket.setSSLParameters(parameters);
    return begin(socket, request);
  }

  private static RawSocket send(Socket socket, int port, String request) throws IOException {
    connect(socket, port);
    return begin(socket, request);
  }

  private static void connect(Socket socket, int port) throws IOException {
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
  }

  private static RawSocket begin(Socket socket, String request) throws IOException {
    RawSocket raw = new RawSocket(socket);
    raw.out.write(request.getBytes(StandardCharsets.ISO_8859_1));
    return raw;
  }

  /// A valid handshake request; `more` holds additional header lines.
  public static String handshake(int port, String query, String more) {
    return "GET /socket/websocket"
        + query
        + " HTTP/1.1\r\nHost: 127.0.0.1:"
        + port
        + "\r\n"
        + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + more
        + "\r\n";
  }

  /// The head of the server's HTTP response.
  public String head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("closed after: " + head);
      }
      head.write(next);
    }
    return head.toString(StandardCharsets.US_ASCII);
  }

  public void text(String text) throws IOException {
    frame(0x81, text.getBytes(StandardCharsets.UTF_8));
  }

  /// Sends a masked frame whose first byte is `first` (FIN, RSV and opcode).
  public void frame(int first, byte[] payload) throws IOException {
    out.write(masked(first, payload));
  }

  /// Sends bytes unchanged.
  public void bytes(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  public static byte[] masked(int first, byte[] payload) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(first);
    int length = payload.length;
    if (length < 126) {
      frame.write(0x80 | length);
    } else if (length < 65536) {
      frame.write(0x80 | 126);
      frame.write(length >> 8);
      frame.write(length);
    } else {
      frame.write(0x80 | 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        frame.write((int) ((long) length >> shift));
      }
    }
    byte[] mask = {1, 2, 3, 4};
    frame.writeBytes(mask);
    for (int i = 0; i < length; i++) {
      frame.write(payload[i] ^ mask[i & 3]);
    }
    return frame.toByteArray();
  }

  /// The next frame.
  ///
  /// @throws EOFException if the server closed the connection instead
  public Raw next() throws IOException {
    int first = in.readUnsignedByte();
    int length = in.readUnsignedByte();
    long size = length < 126 ? length : length == 126 ? in.readUnsignedShort() : in.readLong();
    byte[] payload = in.readNBytes((int) size);
    if (payload.length < size) {
      throw new EOFException("cut in the middle of a frame");
    }
    Raw raw = new Raw(first & 0x0f, (first & 0x40) != 0, payload);
    if (raw.opcode() == 1) {
      Strictest.judge(raw.text(), JSON.readTree(raw.text()));
    }
    return raw;
  }

  /// Skips frames up to the close frame; returns its code.
  public int closeCode() throws IOException {
    Raw frame = next();
    while (frame.opcode() != 8) {
      frame = next();
    }
    return frame.closeCode();
  }

  /// The next frame, if it starts within `millis`.
  ///
  /// @throws SocketTimeoutException if none does
  public Raw nextWithin(int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      return next();
    } finally {
      socket.setSoTimeout(PATIENCE_MILLIS);
    }
  }

  /// Whether nothing arrives within `millis`.
  public boolean isSilentFor(int millis) throws IOException {
    try {
      nextWithin(millis);
      return false;
    } catch (SocketTimeoutException _) {
      return true;
    }
  }

  /// Whether the server has closed the connection.
  public boolean isAtEnd() throws IOException {
    byte[] rest = in.readNBytes(1);
    return Arrays.equals(rest, new byte[0]);
  }

  /// The negotiated protocol (ALPN); empty if there is none, or without TLS.
  public String protocol() {
    return socket instanceof SSLSocket tls ? tls.getApplicationProtocol() : "";
  }

  /// The server's certificate.
  public Certificate serversCertificate() throws SSLPeerUnverifiedException {
    return ((SSLSocket) socket).getSession().getPeerCertificates()[0];
  }

  public InputStream in() {
    return in;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
