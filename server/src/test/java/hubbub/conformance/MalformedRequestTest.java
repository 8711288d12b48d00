package hubbub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.phoenix.RawSocket;
import hubbub.phoenix.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The answers to requests that are not valid HTTP (RFC 9112), whatever their target.
class MalformedRequestTest {
  @AutoClose private static final TestServer server = TestServer.start();

  @ParameterizedTest
  @CsvSource({
    "'GET /LONG HTTP/1.1|Host: x', 414, request_uri_too_long",
    "'GET / HTTP/1.1|Host: x|A: LONG', 431, request_header_fields_too_large",
    "'GET /socket/websocket?vsn=2.0.0 HTTP/1.1|Host: x|A: LONG', 431,"
        + " request_header_fields_too_large",
    "'GET / HTTP/1.1', 400, bad_request",
    "'GET / HTTP/1.1|Host: x|Host: y', 400, bad_request",
    "'GET / HTTP/1.1|Host: x| y.z', 421, misdirected_request",
    "'GET / HTTP/1.1|Host: rebound.example', 421, misdirected_request",
    "'GET /metrics HTTP/1.1|Host: rebound.example|X-Forwarded-For: 127.0.0.1', 421,"
        + " misdirected_request",
    "'GET /socket/websocket?vsn=2.0.0 HTTP/1.1|Host: rebound.example', 421, misdirected_request",
    "'GET / HTTP/2.5|Host: x', 505, http_version_not_supported",
    "'GET / HTTP/9.9|Host: x', 505, http_version_not_supported",
    "'GET /a b HTTP/1.1|Host: x', 400, bad_request",
    "'GET / HTTP/1.1|Ho st: x', 400, bad_request",
    "'GET / HTTP/1.1|Host: x|A: b\0c', 400, bad_request",
    "'POST / HTTP/1.1|Host: x|Content-Length: -1', 400, bad_request",
    "'POST / HTTP/1.1|Host: x|Content-Length: 1|Content-Length: 2', 400, bad_request",
    "'\u0016\u0003\u0001 hello', 400, bad_request"
  })
  void is_a_problem_that_ends_the_connection(String request, int status, String reason)
      throws IOException {
    String whole = request.replace("|", "\r\n").replace("LONG", "a".repeat(9000)) + "\r\n\r\n";
    try (RawSocket socket = RawSocket.send(server.port(), whole)) {
      String head = socket.head();
      assertEquals(status, Integer.parseInt(head.substring(9, 12)), head);
      assertTrue(head.contains("content-type: application/problem+json"), head);
      String body = new String(socket.in().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(body.startsWith("{\"type\":\"about:blank\",\"title\":\""), body);
      assertTrue(body.contains("\"status\":" + status + ","), body);
      assertTrue(body.endsWith("\"reason\":\"" + reason + "\"}"), body);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET /%zz HTTP/1.1, 400",
    "GET /api/topics?after=%zz HTTP/1.1, 400",
    "GET /a|b HTTP/1.1, 400",
    "GET /../../etc/passwd HTTP/1.1, 404",
    "OPTIONS * HTTP/1.1, 404",
    "CONNECT example.org:443 HTTP/1.1, 404"
  })
  void proper_http_that_makes_no_sense_is_answered_too(String line, int status) throws IOException {
    try (RawSocket socket =
        RawSocket.send(server.port(), line + "\r\nHost: x\r\nConnection: close\r\n\r\n")) {
      String head = socket.head();
      assertEquals(status, Integer.parseInt(head.substring(9, 12)), head);
      assertTrue(head.contains("content-type: application/problem+json"), head);
    }
  }

  @ParameterizedTest
  @CsvSource({"GET /health/live HTTP/1.0, 200", "GET http://x/health/live HTTP/1.1, 200"})
  void what_is_old_or_rare_is_not_malformed(String line, int status) throws IOException {
    String host = line.endsWith("1.1") ? "Host: x\r\n" : "";
    try (RawSocket socket = RawSocket.send(server.port(), line + "\r\n" + host + "\r\n")) {
      String head = socket.head();
      assertEquals(status, Integer.parseInt(head.substring(9, 12)), head);
    }
  }
}
