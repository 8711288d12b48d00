package hubbub.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.RawSocket;
import hubbub.phoenix.SelfSigned;
import hubbub.phoenix.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// A server with a certificate: https and wss on its only port.
class TlsTest {
  private static final String HEARTBEAT = "[null,\"1\",\"phoenix\",\"heartbeat\",{}]";

  private final SelfSigned shown = SelfSigned.make("EC");

  @AutoClose
  private final TestServer server =
      TestServer.start(
          Map.of(
              "hubbub.tls.certificate", shown.certificateFile().toString(),
              "hubbub.tls.key", shown.keyFile().toString(),
              "hubbub.spam.enabled", "false"));

  private PhoenixClient connect(String name) {
    return PhoenixClient.connectByTls(shown.trusting(), server.port(), name);
  }

  private String handshake() {
    return RawSocket.handshake(server.port(), "?vsn=2.0.0", "");
  }

  @Test
  void serves_pages_and_a_client_of_the_jdk() throws Exception {
    try (HttpClient client = HttpClient.newBuilder().sslContext(shown.trusting()).build()) {
      URI page = URI.create("https://127.0.0.1:" + server.port() + "/health/ready");
      HttpResponse<Void> answer =
          client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.discarding());
      assertEquals(200, answer.statusCode());
      assertEquals(HttpClient.Version.HTTP_1_1, answer.version());

      CompletableFuture<String> reply = new CompletableFuture<>();
      WebSocket socket =
          client
              .newWebSocketBuilder()
              .header("Origin", "https://127.0.0.1:" + server.port())
              .buildAsync(
                  URI.create("wss://127.0.0.1:" + server.port() + "/socket/websocket?vsn=2.0.0"),
                  new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(
                        WebSocket from, CharSequence part, boolean isLast) {
                      reply.complete(part.toString());
                      return CompletableFuture.completedStage(null);
                    }
                  })
              .join();
      socket.sendText("[\"1\",\"1\",\"room:lobby\",\"phx_join\",{}]", true).join();
      assertTrue(reply.get(10, TimeUnit.SECONDS).contains("\"status\":\"ok\""));
      socket.abort();
    }
  }

  @Test
  void members_of_a_room_get_all_messages_whole_and_in_order() {
    int members = 6;
    int messages = 300;
    String words = "x".repeat(2_000);
    List<PhoenixClient> clients = new ArrayList<>();
    for (int i = 0; i < members; i++) {
      PhoenixClient client = connect("member" + i);
      client.joined("room:lobby");
      clients.add(client);
    }
    for (int i = 0; i < messages; i++) {
      clients
          .get(i % members)
          .push("null", "room:lobby", "send", "{\"body\":\"" + i + " " + words + "\"}");
    }
    List<Long> first = seqsOf(clients.getFirst(), messages, words);
    clients
        .subList(1, members)
        .forEach(client -> assertEquals(first, seqsOf(client, messages, words)));
    clients.forEach(PhoenixClient::close);
  }

  /// Checks that the next messages have consecutive seqs; returns these.
  private static List<Long> seqsOf(PhoenixClient client, int messages, String words) {
    List<Long> seqs = new ArrayList<>();
    for (int i = 0; i < messages; i++) {
      var message = client.event("message");
      assertTrue(message.path("body").asText().endsWith(" " + words));
      long seq = message.path("seq").asLong();
      assertTrue(seqs.isEmpty() || seq == seqs.getLast() + 1, () -> seqs + ", then " + seq);
      seqs.add(seq);
    }
    return seqs;
  }

  @Test
  void the_first_frame_may_come_in_the_same_segment_as_the_request() throws IOException {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(handshake().getBytes(UTF_8));
    both.writeBytes(RawSocket.masked(0x81, HEARTBEAT.getBytes(UTF_8)));
    try (RawSocket socket =
        RawSocket.sendByTls(
            shown.trusting(),
            server.port(),
            both.toString(java.nio.charset.StandardCharsets.ISO_8859_1))) {
      assertTrue(socket.head().startsWith("HTTP/1.1 101"));
      assertTrue(socket.next().text().contains("phx_reply"));
    }
  }

  @Test
  void a_client_that_would_rather_speak_http_2_comes_by_http_1() throws IOException {
    try (RawSocket socket =
        RawSocket.sendByTls(shown.trusting(), server.port(), handshake(), "h2", "http/1.1")) {
      assertTrue(socket.head().startsWith("HTTP/1.1 101"));
      assertEquals("", socket.protocol());
      socket.text(HEARTBEAT);
      assertTrue(socket.next().text().contains("phx_reply"));
    }
  }

  @Test
  void a_client_without_tls_is_cut() throws IOException {
    try (RawSocket socket = RawSocket.send(server.port(), handshake())) {
      assertThrows(IOException.class, socket::head);
    }
    try (PhoenixClient next = connect("next")) {
      next.joined("room:lobby");
    }
  }

  @Test
  void shows_a_new_certificate_once_its_files_are_replaced_and_keeps_who_is_there()
      throws IOException {
    SelfSigned other = SelfSigned.make("RSA");
    try (PhoenixClient old = connect("old")) {
      old.joined("room:lobby");
      assertEquals(shown.certificate(), old.raw().serversCertificate());
      shown.replaceBy(other);
      Awaitility.await()
          .atMost(30, TimeUnit.SECONDS)
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(() -> certificateNow(other).equals(other.certificate()));
      assertEquals("ok", old.ask("room:lobby", "send", "{\"body\":\"still here\"}").status());
    }
  }

  private Certificate certificateNow(SelfSigned trusted) throws IOException {
    try (RawSocket socket = RawSocket.sendByTls(trusted.trusting(), server.port(), handshake())) {
      return socket.serversCertificate();
    }
  }
}
