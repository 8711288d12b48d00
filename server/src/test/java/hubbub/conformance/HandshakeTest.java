package hubbub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.RawSocket;
import hubbub.phoenix.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Phoenix's rows WS: who may connect, and how others are refused.
class HandshakeTest {
  @AutoClose private static final TestServer server = TestServer.start();

  private static String answer(String request) throws IOException {
    try (RawSocket socket = RawSocket.send(server.port(), request)) {
      return socket.head();
    }
  }

  private static String connect(String query, String more) throws IOException {
    return answer(RawSocket.handshake(server.port(), query, more));
  }

  private static int status(String head) {
    return Integer.parseInt(head.substring(9, 12));
  }

  @Test
  void ws_02_vsn_2_speaks_v2() {
    try (var client = PhoenixClient.connect(server.port(), "ann")) {
      client.send("[null,\"1\",\"phoenix\",\"heartbeat\",{}]");
      assertEquals("phx_reply", client.next().event());
    }
  }

  @Test
  void the_answer_to_the_key_is_that_of_the_rfc() throws IOException {
    assertTrue(
        connect("?vsn=2.0.0", "")
            .toLowerCase(java.util.Locale.ROOT)
            .contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo="));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"?vsn=2.0", "?vsn=123.1.1", "?vsn[]=2.0.0", "?vsn=2.0.0&vsn=2.0.0", "?vsn=two"})
  void ws_03_any_other_vsn_is_forbidden(String query) throws IOException {
    String head = connect(query, "");
    assertEquals(403, status(head));
    assertTrue(head.contains("content-length: 0"), head);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?vsn=2.0.0&name=%zz", "?vsn=2.0.0&name=%e", "?%=&vsn=2.0.0"})
  void a_query_that_is_none_is_a_bad_request(String query) throws IOException {
    assertEquals(400, status(connect(query, "")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "HEAD", "DELETE"})
  void ws_04_only_get_is_answered(String method) throws IOException {
    String request = RawSocket.handshake(server.port(), "?vsn=2.0.0", "Content-Length: 0\r\n");
    assertEquals(400, status(answer(request.replaceFirst("GET", method))));
  }

  @Test
  void ws_05_a_page_of_another_site_is_forbidden() throws IOException {
    assertEquals(403, status(connect("?vsn=2.0.0", "Origin: https://evil.example\r\n")));
    assertEquals(403, status(connect("?vsn=2.0.0", "Origin: null\r\n")));
  }

  @Test
  void ws_05_the_servers_own_page_and_programs_without_one_come_in() throws IOException {
    String own = "Origin: http://127.0.0.1:" + server.port() + "\r\n";
    assertEquals(101, status(connect("?vsn=2.0.0", own)));
    assertEquals(101, status(connect("?vsn=2.0.0", "")));
  }

  @Test
  void ws_05_a_wildcard_lets_subdomains_in() throws IOException {
    try (TestServer open = TestServer.start("hubbub.origins", "*.example.org")) {
      String request =
          RawSocket.handshake(open.port(), "?vsn=2.0.0", "Origin: https://chat.example.org\r\n");
      String other =
          RawSocket.handshake(open.port(), "?vsn=2.0.0", "Origin: https://example.com\r\n");
      try (RawSocket in = RawSocket.send(open.port(), request);
          RawSocket out = RawSocket.send(open.port(), other)) {
        assertEquals(101, status(in.head()));
        assertEquals(403, status(out.head()));
      }
    }
  }

  @Test
  void ws_05_a_page_behind_a_trusted_proxy_is_judged_by_the_host_that_the_proxy_names()
      throws IOException {
    String page = "Origin: https://chat.example.org\r\nX-Forwarded-Host: chat.example.org\r\n";
    assertEquals(101, status(connect("?vsn=2.0.0", page)));
    try (TestServer wary = TestServer.start("hubbub.proxies", "10.0.0.0/8")) {
      String request = RawSocket.handshake(wary.port(), "?vsn=2.0.0", page);
      try (RawSocket socket = RawSocket.send(wary.port(), request)) {
        assertEquals(403, status(socket.head()));
      }
    }
  }

  /// Nobody is a moderator, whom the spam guard would leave alone.
  private static final Map<String, String> ONE_MESSAGE =
      Map.of(
          "hubbub.spam.rate",
          "1/m",
          "hubbub.spam.burst",
          "1",
          "hubbub.kinds.room.founder-rank",
          "guest");

  @Test
  void an_address_is_the_rightmost_that_no_trusted_proxy_added() {
    try (TestServer strict = TestServer.start(ONE_MESSAGE)) {
      for (int i = 0; i < 10; i++) {
        assertEquals("ok", said(strict, "198.51.100." + i + ", 203.0.113.7"));
      }
      assertEquals("error", said(strict, "203.0.113.7"));
      assertEquals("error", said(strict, "203.0.113.8, 203.0.113.7, 127.0.0.1"));
      assertEquals("ok", said(strict, "203.0.113.7, 203.0.113.8"));
    }
  }

  @Test
  void a_forwarded_address_is_not_believed_of_anybody_else() {
    try (TestServer wary =
        TestServer.start(
            Map.of(
                "hubbub.spam.rate",
                "1/m",
                "hubbub.spam.burst",
                "1",
                "hubbub.kinds.room.founder-rank",
                "guest",
                "hubbub.proxies",
                "none"))) {
      for (int i = 0; i < 10; i++) {
        assertEquals("ok", said(wary, "198.51.100." + i));
      }
      assertEquals("error", said(wary, "198.51.100.99"));
    }
  }

  /// The outcome of a new guest's first message, with this X-Forwarded-For header. Only ten guests
  /// of one address may speak.
  private static String said(TestServer server, String forwardedFor) {
    try (var guest =
        PhoenixClient.open(
            server.port(), "?vsn=2.0.0", "X-Forwarded-For: " + forwardedFor + "\r\n")) {
      guest.joined("room:addresses");
      return guest.ask("room:addresses", "send", "{\"body\":\"hi\"}").status();
    }
  }

  @Test
  void ws_07_guests_are_forbidden_where_there_are_none() throws IOException {
    try (TestServer closed = TestServer.start("hubbub.guests", "false");
        RawSocket socket =
            RawSocket.send(closed.port(), RawSocket.handshake(closed.port(), "?vsn=2.0.0", ""))) {
      assertEquals(403, status(socket.head()));
    }
  }

  @Test
  void ws_06_the_phoenix_subprotocol_is_answered_and_a_foreign_one_forbidden() throws IOException {
    String phoenix = "Sec-WebSocket-Protocol: phoenix\r\n";
    assertTrue(connect("?vsn=2.0.0", phoenix).contains("sec-websocket-protocol: phoenix\r\n"));
    assertEquals(403, status(connect("?vsn=2.0.0", "Sec-WebSocket-Protocol: soap\r\n")));
    String none = connect("?vsn=2.0.0", "");
    assertFalse(none.contains("sec-websocket-protocol"), none);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Upgrade: websocket",
        "Connection: Upgrade"
      })
  void an_upgrade_that_lacks_a_header_is_a_bad_request(String line) throws IOException {
    String whole = RawSocket.handshake(server.port(), "?vsn=2.0.0", "");
    assertEquals(400, status(answer(whole.replace(line + "\r\n", ""))));
  }

  @Test
  void a_frame_in_the_same_segment_as_the_request_is_not_lost() throws IOException {
    byte[] heartbeat =
        RawSocket.masked(
            0x81, "[null,\"1\",\"phoenix\",\"heartbeat\",{}]".getBytes(StandardCharsets.UTF_8));
    String request = RawSocket.handshake(server.port(), "?vsn=2.0.0", "");
    try (RawSocket socket =
        RawSocket.send(
            server.port(), request + new String(heartbeat, StandardCharsets.ISO_8859_1))) {
      assertEquals(101, status(socket.head()));
      assertTrue(socket.next().text().contains("phx_reply"));
    }
  }
}
