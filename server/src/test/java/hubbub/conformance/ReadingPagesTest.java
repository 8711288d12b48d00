package hubbub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.conformance.AccountsClient.Answer;
import hubbub.identity.KeyScope;
import hubbub.identity.Site;
import hubbub.phoenix.EventStreamClient;
import hubbub.phoenix.EventStreamClient.Received;
import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.RawSocket;
import hubbub.phoenix.TestServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pages of other sites that read a room with read tokens, from a server that has no guests.
class ReadingPagesTest {
  private static final String ROOM = "room:lobby";
  private static final String SITE = "https://site.example";

  @TempDir private Path data;
  private TestServer server;
  private AccountsClient http;
  private PhoenixClient ann;
  private String key;

  @BeforeEach
  void start() {
    try (TestKeys keys = TestKeys.in(data)) {
      key = keys.make("reader", Set.of(KeyScope.READ), "*");
    }
    Map<String, String> settings = new HashMap<>(Site.settings());
    settings.put("hubbub.data", data.toString());
    settings.put("hubbub.guests", "false");
    settings.put("hubbub.origins", SITE);
    settings.put("hubbub.spam.enabled", "false");
    server = TestServer.start(settings);
    http = new AccountsClient(server, "198.51.100.1");
    ann = client(Site.token("ann", 3600, Map.of("room:*", "owner")));
    ann.joined(ROOM);
  }

  @AfterEach
  void stop() {
    ann.close();
    http.close();
    server.close();
  }

  private static String query(String token) {
    return "?vsn=2.0.0&token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
  }

  private PhoenixClient client(String token) {
    return PhoenixClient.open(server.port(), query(token));
  }

  private String token(String room, long millis) {
    Answer answer =
        http.send(
            "POST",
            "/topics/" + room + "/read-tokens",
            "{\"ttl_ms\":" + millis + "}",
            "Authorization",
            "Bearer " + key);
    assertEquals(201, answer.status(), answer::text);
    return answer.token();
  }

  private String token() {
    return token(ROOM, 3_600_000);
  }

  private EventStreamClient stream(String token) {
    return EventStreamClient.open(
        server.port(), "/api/v1/topics/" + ROOM + "/events?token=" + token, "Origin: " + SITE);
  }

  private static String spectate(String token) {
    return "{\"spectate\":true,\"token\":\"" + token + "\"}";
  }

  private void isAnsweredOk(String command, String payload) {
    assertEquals("ok", ann.ask(ROOM, command, payload).status());
  }

  private int status(String token) throws IOException {
    try (RawSocket socket =
        RawSocket.send(server.port(), RawSocket.handshake(server.port(), query(token), ""))) {
      return Integer.parseInt(socket.head().substring(9, 12));
    }
  }

  @Nested
  class By_an_event_stream {
    private static void assertIsForSite(EventStreamClient events) {
      assertEquals(200, events.status());
      assertEquals(Optional.of("text/event-stream"), events.header("content-type"));
      assertEquals(Optional.of(SITE), events.header("access-control-allow-origin"));
      assertEquals(Optional.of("Origin"), events.header("vary"));
    }

    @Test
    void are_allowed_to_by_the_browser() {
      try (EventStreamClient events = stream(token())) {
        assertIsForSite(events);
        assertEquals("state", events.next().word());
      }
    }

    /// The server cannot stop for a second while clients do not answer its close.
    private List<RawSocket> silent(String token) throws IOException {
      List<RawSocket> all = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        all.add(
            RawSocket.send(server.port(), RawSocket.handshake(server.port(), query(token), "")));
        assertTrue(all.getLast().head().startsWith("HTTP/1.1 101"));
      }
      return all;
    }

    @Test
    void are_sent_back_and_not_refused_by_a_server_that_stops() throws IOException {
      String token = token();
      List<RawSocket> crowd = silent(token);
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
      boolean isSentBack = false;
      while (!isSentBack) {
        try (EventStreamClient events = stream(token)) {
          assertIsForSite(events);
          Optional<Received> first = events.read(); // one that came before the stop has its state
          isSentBack = first.isEmpty();
          assertEquals(isSentBack, events.retryMillis().filter(it -> it >= 1_000).isPresent());
        }
      }
      stopped.join();
      for (RawSocket each : crowd) {
        each.close();
      }
    }
  }

  @Nested
  class By_a_socket {
    @Test
    void watch_the_room_of_their_token_also_if_it_is_locked() {
      isAnsweredOk("set_lock", "{\"members_only\":true,\"password\":\"sesame\"}");
      String token = token();
      try (PhoenixClient page = client(token)) {
        assertEquals("ok", page.join(ROOM, spectate(token)).status());
        isAnsweredOk("send", "{\"body\":\"hello\"}");
        assertEquals("hello", page.event("message").path("body").asText());
        assertEquals("spectator", page.ask(ROOM, "send", "{\"body\":\"hi\"}").reason());
      }
    }

    @Test
    void can_join_and_watch_nothing_else() {
      assertEquals("ok", ann.join("room:other", "{}").status());
      String token = token();
      try (PhoenixClient page = client(token)) {
        assertEquals("sign_in", page.join(ROOM, "{}").reason());
        assertEquals("sign_in", page.join(ROOM, "{\"spectate\":true}").reason());
        assertEquals("sign_in", page.join("room:new", "{}").reason());
        assertEquals("bad_token", page.join("room:other", spectate(token)).reason());
        assertEquals("bad_token", page.join(ROOM, spectate(token + "x")).reason());
        assertEquals("ok", page.join("room:other", spectate(token("room:other", 60_000))).status());
      }
    }

    @Test
    void are_not_let_in_by_what_is_no_read_token() throws IOException {
      assertEquals(403, status(token() + "x"));
      assertEquals(403, status(""));
    }

    @Test
    void watch_until_the_token_ends() throws IOException {
      String token = token(ROOM, 3_000);
      try (PhoenixClient page = client(token())) {
        assertEquals("ok", page.join(ROOM, spectate(token)).status());
        assertEquals("token_expired", page.event("phx_close").path("reason").asText());
        assertEquals("unmatched topic", page.ask(ROOM, "history", "{}").reason());
        assertEquals("token_expired", page.join(ROOM, spectate(token)).reason());
        assertEquals("ok", page.join(ROOM, spectate(token())).status());
      }
      assertEquals(403, status(token));
    }

    @Test
    void watch_until_the_key_is_revoked_that_their_token_was_made_with() throws IOException {
      String token = token();
      try (PhoenixClient page = client(token)) {
        assertEquals("ok", page.join(ROOM, spectate(token)).status());
        try (TestKeys keys = TestKeys.in(data)) {
          keys.revoke("reader");
        }
        assertEquals("token_expired", page.event("phx_close").path("reason").asText());
        assertEquals("token_expired", page.join(ROOM, spectate(token)).reason());
      }
      assertEquals(403, status(token));
      try (EventStreamClient events = stream(token)) {
        assertEquals(401, events.status());
      }
    }
  }
}
