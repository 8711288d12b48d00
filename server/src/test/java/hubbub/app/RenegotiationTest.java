package hubbub.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.phoenix.SelfSigned;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A new handshake on an open TLS 1.2 connection, in a process of its own: the JDK reads its switch
/// once.
class RenegotiationTest {
  private static final SelfSigned SHOWN = SelfSigned.make("EC");
  private static final byte[] REQUEST = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII);

  @TempDir Path folder;

  @Test
  void is_refused() throws Exception {
    try (ServerProcess server =
            ServerProcess.start(
                folder,
                "serve",
                "--port=0",
                "--data=" + folder.resolve("data"),
                "--hubbub.tls.certificate=" + SHOWN.certificateFile(),
                "--hubbub.tls.key=" + SHOWN.keyFile());
        SSLSocket client = connect(server.awaitUp().getPort())) {
      assertEquals("TLSv1.2", client.getSession().getProtocol());
      assertTrue(answer(client).startsWith("HTTP/1.1 200"));
      client.startHandshake();
      assertThrows(IOException.class, () -> answer(client));
    }
  }

  private static SSLSocket connect(int port) throws IOException {
    SSLSocket client =
        (SSLSocket) SHOWN.trusting().getSocketFactory().createSocket("127.0.0.1", port);
    client.setSoTimeout(10_000);
    client.setEnabledProtocols(new String[] {"TLSv1.2"});
    client.startHandshake();
    return client;
  }

  /// The head of the answer to one more request. Its body is read over with it.
  private static String answer(SSLSocket client) throws IOException {
    client.getOutputStream().write(REQUEST);
    byte[] some = new byte[16 * 1024];
    int length = client.getInputStream().read(some);
    if (length < 0) {
      throw new EOFException("closed");
    }
    return new String(some, 0, length, US_ASCII);
  }
}
