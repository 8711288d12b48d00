package hubbub.conformance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.PhoenixClient.Frame;
import hubbub.phoenix.RawSocket;
import hubbub.phoenix.TestServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/// Limits per address, with clients whose address a proxy forwards.
class AddressTest {
  @AutoClose private static final TestServer server = TestServer.start();
  private final List<PhoenixClient> clients = new ArrayList<>();
  private String topic;

  @BeforeEach
  void nameTopic(TestInfo test) {
    topic = "room:" + test.getTestMethod().orElseThrow().getName();
  }

  @AfterEach
  void leave() {
    clients.forEach(PhoenixClient::close);
  }

  private PhoenixClient connect(String query, String from) {
    PhoenixClient client =
        PhoenixClient.open(
            server.port(), "?vsn=2.0.0" + query, "X-Forwarded-For: " + from + "\r\n");
    clients.add(client);
    return client;
  }

  private PhoenixClient connect(String from) {
    return connect("", from);
  }

  @Nested
  class Who_has_all_connections_open_that_an_address_may_have {
    @AutoClose private final TestServer small = TestServer.start("hubbub.limits.connections", "2");
    private final List<RawSocket> sockets = new ArrayList<>();

    @AfterEach
    void hangUp() throws IOException {
      for (RawSocket socket : sockets) {
        socket.close();
      }
    }

    private RawSocket connect(String from) throws IOException {
      return RawSocket.send(
          small.port(),
          RawSocket.handshake(small.port(), "?vsn=2.0.0", "X-Forwarded-For: " + from + "\r\n"));
    }

    private String answerTo(String from) throws IOException {
      try (RawSocket socket = connect(from)) {
        return socket.head();
      }
    }

    @Test
    void is_refused_until_one_is_closed_and_others_are_not() throws IOException {
      try (RawSocket first = connect("198.51.100.7");
          RawSocket second = connect("198.51.100.7")) {
        assertTrue(first.head().startsWith("HTTP/1.1 101"));
        assertTrue(second.head().startsWith("HTTP/1.1 101"));
        String refusal = answerTo("198.51.100.7");
        assertTrue(refusal.startsWith("HTTP/1.1 429"), refusal);
        assertTrue(refusal.contains("retry-after: 60"), refusal);
        assertTrue(answerTo("198.51.100.8").startsWith("HTTP/1.1 101"));
      }
      await().until(() -> answerTo("198.51.100.7").startsWith("HTTP/1.1 101"));
    }

    @Test
    void does_not_stop_this_machine() throws IOException {
      for (int i = 0; i < 5; i++) {
        RawSocket socket =
            RawSocket.send(small.port(), RawSocket.handshake(small.port(), "?vsn=2.0.0", ""));
        assertTrue(socket.head().startsWith("HTTP/1.1 101"));
        sockets.add(socket);
      }
    }
  }

  @Nested
  class Who_is_kicked_for_a_while {
    private PhoenixClient moderator;

    private void kick(JsonNode me) {
      String id = me.at("/me/id").asText();
      String payload = "{\"member\":\"" + id + "\",\"ttl_ms\":60000}";
      assertEquals("ok", moderator.ask(topic, "kick", payload).status());
    }

    @BeforeEach
    void found() {
      moderator = connect("198.51.100.9");
      moderator.joined(topic);
    }

    @Test
    void does_not_come_back_as_somebody_else_from_the_same_64() {
      kick(connect("2001:db8:7:7::1").joined(topic));

      PhoenixClient again = connect("2001:db8:7:7:ffff::2");
      Frame refusal = again.join(topic, "{}");

      assertEquals("kicked", refusal.reason());
      assertEquals("address", refusal.response().path("scope").asText());
      assertTrue(refusal.response().path("retry_after_ms").asLong() > 50_000);
      assertTrue(refusal.response().path("until_at").asLong() > 0);
      again.event("phx_close");
      connect("2001:db8:7:8::1").joined(topic);
      again.joined(topic + "-other");
    }

    @Test
    void leaves_who_is_inside_alone() {
      PhoenixClient ivy = connect("203.0.113.7");
      String key = ivy.joined(topic).at("/me/key").asText();
      kick(connect("203.0.113.7").joined(topic));

      assertEquals("ok", ivy.ask(topic, "send", "{\"body\":\"still here\"}").status());
      ivy.close();
      connect("&key=" + key, "203.0.113.7").joined(topic);
    }

    @Test
    void keeps_nobody_out_behind_a_proxy_that_does_not_name_its_clients() {
      try (PhoenixClient eve = PhoenixClient.open(server.port(), "?vsn=2.0.0");
          PhoenixClient joe = PhoenixClient.open(server.port(), "?vsn=2.0.0")) {
        kick(eve.joined(topic));
        joe.joined(topic);
      }
    }
  }

  @Nested
  class New_guests_of_one_address {
    @Test
    void are_a_hundred_at_once_and_others_still_get_in() {
      String key = "";
      List<Frame> replies = new ArrayList<>();
      for (int i = 0; i < 130; i++) {
        Frame reply = connect("203.0.113.20").join(topic, "{\"history\":0}");
        key = i == 0 ? reply.response().at("/me/key").asText() : key;
        replies.add(reply);
      }

      List<Frame> refused = replies.stream().filter(it -> it.status().equals("error")).toList();
      assertTrue(replies.stream().limit(100).allMatch(it -> it.status().equals("ok")));
      assertTrue(!refused.isEmpty());
      for (Frame refusal : refused) {
        assertEquals("spam", refusal.reason());
        assertEquals("join_flood", refusal.response().path("rule").asText());
        assertTrue(refusal.response().path("retry_after_ms").asLong() > 0);
      }
      connect("&key=" + key, "203.0.113.20").joined(topic);
      connect("203.0.113.21").joined(topic);
    }
  }

  @Nested
  class Topics_born_by_one_address {
    @Test
    void are_sixty_at_once_whatever_the_connections() {
      int born = 0;
      for (int c = 0; c < 4; c++) {
        PhoenixClient client = connect("203.0.113.30");
        for (int i = 0; i < 25; i++) {
          Frame reply = client.join(topic + "-" + c + "-" + i, "{}");
          born += reply.status().equals("ok") ? 1 : 0;
          assertTrue(reply.status().equals("ok") || reply.reason().equals("spam"));
        }
      }
      assertTrue(born >= 60 && born < 90, "born: " + born);
      connect("203.0.113.31").joined(topic + "-elsewhere");
    }
  }
}
