package hubbub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.PhoenixClient.Frame;
import hubbub.phoenix.TestServer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Clients on the socket that watch a topic without being in it.
class SpectateTest {
  private static final String ROOM = "room:lobby";
  private static final String SPECTATE = "{\"spectate\":true}";

  private final TestServer server =
      TestServer.start(Map.of("hubbub.kinds.room.linger", "100ms", "hubbub.spam.enabled", "false"));
  private final PhoenixClient ann = PhoenixClient.connect(server.port(), "ann");
  private final PhoenixClient bob = PhoenixClient.connect(server.port(), "bob");

  @AfterEach
  void stop() {
    ann.close();
    bob.close();
    server.close();
  }

  private void say(String body) {
    assertEquals("ok", ann.ask(ROOM, "send", "{\"body\":\"" + body + "\"}").status());
  }

  @Test
  void get_history_presence_and_each_event_and_are_not_seen() {
    ann.joined(ROOM);
    say("before");
    Frame reply = bob.join(ROOM, SPECTATE);
    assertEquals("ok", reply.status());
    assertTrue(reply.response().at("/me/spectator").asBoolean());
    assertFalse(reply.response().path("me").has("id"));
    assertEquals("before", reply.response().at("/history/0/body").asText());
    assertEquals(1, reply.response().at("/topic/members").asInt());
    JsonNode present = bob.event("presence_state");
    assertTrue(present.size() <= 1, present::toString);
    say("after");
    assertEquals("after", bob.event("message").path("body").asText());
    JsonNode members = ann.ask(ROOM, "roster", "{}").response().path("members");
    assertEquals(1, members.size());
  }

  @Test
  void may_look_at_history_and_people_and_do_nothing_else() {
    ann.joined(ROOM);
    say("said");
    bob.join(ROOM, SPECTATE);
    assertEquals("said", bob.ask(ROOM, "history", "{}").response().at("/messages/0/body").asText());
    assertEquals("ann", bob.ask(ROOM, "roster", "{}").response().at("/members/0/nick").asText());
    assertEquals("spectator", bob.ask(ROOM, "send", "{\"body\":\"hi\"}").reason());
    assertEquals("spectator", bob.ask(ROOM, "list", "{\"of\":\"mutes\"}").reason());
    assertEquals("spectator", bob.ask(ROOM, "dance", "{}").reason());
  }

  @Test
  void find_nothing_where_nobody_is() {
    assertEquals("no_such_topic", bob.join(ROOM, SPECTATE).reason());
  }

  @Test
  void are_told_when_the_topic_is_over() {
    ann.joined(ROOM);
    bob.join(ROOM, SPECTATE);
    ann.ask(ROOM, "phx_leave", "{}");
    assertEquals("no_such_topic", bob.event("phx_close").path("reason").asText());
  }

  @Test
  void leave_and_later_become_members() {
    ann.joined(ROOM);
    bob.join(ROOM, SPECTATE);
    assertEquals("ok", bob.ask(ROOM, "phx_leave", "{}").status());
    bob.event("phx_close");
    bob.join(ROOM, SPECTATE);
    JsonNode joined = bob.joined(ROOM);
    assertEquals("bob", joined.at("/me/nick").asText());
    assertEquals("ok", bob.ask(ROOM, "send", "{\"body\":\"hi\"}").status());
    assertEquals("hi", ann.event("message").path("body").asText());
  }

  @Test
  void resume_like_members() {
    ann.joined(ROOM);
    JsonNode first = bob.join(ROOM, SPECTATE).response();
    String since =
        "{\"epoch\":\"%s\",\"seq\":%d}"
            .formatted(first.path("epoch").asText(), first.path("seq").asLong());
    say("missed");
    JsonNode again = bob.join(ROOM, "{\"spectate\":true,\"since\":" + since + "}").response();
    assertTrue(again.path("recovered").asBoolean());
    assertEquals("missed", again.at("/missed/0/payload/body").asText());
  }

  @Test
  void with_a_token_that_this_server_has_not_signed_are_refused() {
    ann.joined(ROOM);
    assertEquals("bad_token", bob.join(ROOM, "{\"spectate\":true,\"token\":\"x\"}").reason());
  }
}
