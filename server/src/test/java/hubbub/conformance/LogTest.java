package hubbub.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import hubbub.phoenix.RawSocket;
import hubbub.phoenix.TestServer;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// What clients that mean harm can make the log say.
class LogTest {
  private static final String SECRET = "a secret of this server, and its alone";
  private static final String KEY = "the-key-of-a-guest";
  private static final String BEARER =
      Base64.getEncoder().withoutPadding().encodeToString(KEY.getBytes(ISO_8859_1));

  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

  @BeforeEach
  void listen() {
    lines.start();
    root.addAppender(lines);
  }

  @AfterEach
  void stop() {
    root.detachAppender(lines);
  }

  /// Requests that are refused, each for another reason, and frames that make no sense; all of them
  /// carry a key or a token.
  private static void attack(TestServer server) throws IOException {
    String good = RawSocket.handshake(server.port(), "?vsn=2.0.0&key=" + KEY, "");
    for (String request :
        List.of(
            good.replace("\r\n\r\n", "\r\nOrigin: https://evil.example\r\n\r\n"),
            good.replace("Host: 127.0.0.1", "Host: evil.example"),
            good.replace("Version: 13", "Version: 12"),
            good.replace("vsn=2.0.0", "vsn=9"),
            good.replace("vsn=2.0.0", "vsn=%zz"),
            good.replace("HTTP/1.1", "HTTP/9.9"),
            good.replace("GET ", "POST "),
            good.replace("Host", "Ho st"),
            good.replace("&key=", "&token="),
            good.replace(
                "\r\n\r\n",
                "\r\nSec-WebSocket-Protocol: phoenix, base64url.bearer.phx." + BEARER + "\r\n\r\n"),
            good.replace("/socket/websocket", "/api/topics"),
            good.replace("/socket/websocket?vsn=2.0.0", "/api/topics?limit=\u001b[31m"),
            "\u0016\u0003\u0001 " + KEY + "\r\n\r\n")) {
      try (RawSocket socket = RawSocket.send(server.port(), request)) {
        socket.head();
      }
    }
    try (RawSocket socket = RawSocket.send(server.port(), good)) {
      socket.head();
      socket.text("[\"1\",\"1\",\"room:a\",\"phx_join\",{\"key\":\"" + KEY + "\",\"password\":7}]");
      socket.text("no frame at all " + KEY);
      socket.closeCode();
    }
    try (RawSocket socket = RawSocket.send(server.port(), good)) {
      socket.head();
      socket.bytes(("\u0000\u0000" + KEY).getBytes(ISO_8859_1));
    }
  }

  @Test
  void is_little_and_has_no_secret_in_it() throws IOException {
    try (TestServer server = TestServer.start(Map.of("hubbub.secret", SECRET))) {
      for (int i = 0; i < 20; i++) {
        attack(server);
      }
    }
    for (ILoggingEvent line : List.copyOf(lines.list)) {
      String text =
          line.getFormattedMessage() + ThrowableProxyUtil.asString(line.getThrowableProxy());
      assertFalse(text.contains(KEY), text);
      assertFalse(text.contains(BEARER), text);
      assertFalse(text.contains(SECRET), text);
    }
    long warnings =
        lines.list.stream().filter(line -> line.getLevel().isGreaterOrEqual(Level.WARN)).count();
    assertTrue(
        warnings <= 3, "more than one about the host, the page and a token each: " + lines.list);
  }
}
