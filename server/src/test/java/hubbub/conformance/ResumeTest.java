package hubbub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.TestServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/// Reconnecting: a guest is recognized by its key and gets exactly what it missed.
class ResumeTest {
  @AutoClose
  private static final TestServer server = TestServer.start("hubbub.spam.enabled", "false");

  private String topic;

  @BeforeEach
  void pickTopic(TestInfo test) {
    topic = "room:" + test.getTestMethod().orElseThrow().getName();
  }

  private static PhoenixClient connect(String name) {
    return PhoenixClient.connect(server.port(), name);
  }

  private static void say(PhoenixClient who, String topic, String body) {
    assertEquals("ok", who.ask(topic, "send", "{\"body\":\"" + body + "\"}").status());
  }

  private static String since(JsonNode joined, long seq) {
    return "\"since\":{\"epoch\":" + joined.path("epoch") + ",\"seq\":" + seq + "}";
  }

  private PhoenixClient back(JsonNode joined) {
    return PhoenixClient.open(
        server.port(), "?vsn=2.0.0&name=ann&key=" + joined.at("/me/key").asText());
  }

  @Test
  void a_founder_whose_socket_was_cut_is_moderator_again_and_has_missed_nothing() {
    var cut = connect("ann");
    try (var bob = connect("bob")) {
      JsonNode joined = cut.joined(topic);
      bob.joined(topic);
      say(bob, topic, "one");
      long seq = cut.event("message").path("seq").asLong();
      say(bob, topic, "two");
      say(bob, topic, "three");
      try (var ann = back(joined)) {
        JsonNode again = ann.join(topic, "{" + since(joined, seq) + "}").response();
        assertEquals(joined.at("/me/id"), again.at("/me/id"));
        assertEquals("ann", again.at("/me/nick").asText());
        assertEquals("moderator", again.at("/me/rank").asText());
        assertTrue(again.path("recovered").asBoolean());
        assertFalse(again.has("history"));
        assertEquals(2, again.path("missed").size());
        assertEquals(seq + 1, again.at("/missed/0/seq").asLong());
        assertEquals("message", again.at("/missed/0/event").asText());
        assertEquals("two", again.at("/missed/0/payload/body").asText());
        assertEquals("three", again.at("/missed/1/payload/body").asText());
        say(bob, topic, "four");
        assertEquals(again.path("seq").asLong() + 1, ann.event("message").path("seq").asLong());
      }
    } finally {
      cut.close();
    }
  }

  @Test
  void a_silent_socket_whose_id_joins_anew_is_closed_within_seconds() throws Exception {
    var cut = connect("ann");
    JsonNode joined = cut.joined(topic);
    try (var ann = back(joined)) {
      ann.joined(topic);
      assertEquals(1001, cut.raw().closeCode());
    } finally {
      cut.close();
    }
  }

  @Test
  void an_epoch_that_never_was_here_is_not_recovered() {
    try (var ann = connect("ann")) {
      ann.joined(topic);
      say(ann, topic, "one");
      JsonNode again = ann.join(topic, "{\"since\":{\"epoch\":\"nosuch\",\"seq\":0}}").response();
      assertFalse(again.path("recovered").asBoolean(true));
      assertEquals(1, again.path("history").size());
    }
  }

  @Test
  void a_seq_that_was_never_told_is_not_recovered() {
    try (var ann = connect("ann")) {
      JsonNode joined = ann.joined(topic);
      say(ann, topic, "one");
      JsonNode again = ann.join(topic, "{" + since(joined, 99) + "}").response();
      assertFalse(again.path("recovered").asBoolean(true));
    }
  }

  @Test
  void what_the_log_no_longer_has_is_not_recovered() {
    try (var ann = connect("ann")) {
      JsonNode joined = ann.joined(topic);
      String body = "x".repeat(4000);
      for (int i = 0; i < 300; i++) {
        say(ann, topic, body);
      }
      JsonNode again = ann.join(topic, "{" + since(joined, 0) + "}").response();
      assertFalse(again.path("recovered").asBoolean(true));
      assertTrue(again.path("history").size() > 0);
    }
  }

  @Test
  void having_everything_is_recovered_with_nothing_missed() {
    try (var ann = connect("ann")) {
      JsonNode joined = ann.joined(topic);
      say(ann, topic, "one");
      JsonNode again = ann.join(topic, "{" + since(joined, 1) + "}").response();
      assertTrue(again.path("recovered").asBoolean());
      assertEquals(0, again.path("missed").size());
    }
  }

  @Test
  void a_deleted_message_comes_back_as_a_tombstone() {
    try (var ann = connect("ann")) {
      JsonNode joined = ann.joined(topic);
      JsonNode sent = ann.ask(topic, "send", "{\"body\":\"regret\"}").response();
      assertEquals("ok", ann.ask(topic, "delete", "{\"id\":" + sent.path("id") + "}").status());
      JsonNode again = ann.join(topic, "{" + since(joined, 0) + "}").response();
      assertTrue(again.at("/missed/0/payload/deleted").asBoolean());
      assertEquals("", again.at("/missed/0/payload/body").asText());
      assertEquals("message_deleted", again.at("/missed/1/event").asText());
      assertFalse(again.toString().contains("regret"));
    }
  }

  @Test
  void a_forged_key_is_somebody_else() {
    try (var ann = connect("ann")) {
      JsonNode joined = ann.joined(topic);
      String key = joined.at("/me/key").asText();
      String forged = (key.charAt(0) == 'A' ? 'B' : 'A') + key.substring(1);
      try (var eve = PhoenixClient.open(server.port(), "?vsn=2.0.0&name=eve&key=" + forged)) {
        assertNotEquals(joined.at("/me/id"), eve.joined(topic).at("/me/id"));
      }
    }
  }

  @Test
  void a_topic_that_was_left_by_all_is_gone() {
    try (var ann = connect("ann")) {
      JsonNode joined = ann.joined(topic);
      say(ann, topic, "one");
      ann.ask(topic, "phx_leave", "{}");
      JsonNode again = ann.join(topic, "{" + since(joined, 1) + "}").response();
      assertNotEquals(joined.path("epoch"), again.path("epoch"));
      assertFalse(again.path("recovered").asBoolean(true));
      assertEquals(0, again.path("history").size());
    }
  }

  @Test
  void a_topic_whose_last_member_was_lost_waits_for_it() {
    JsonNode joined;
    try (var ann = connect("ann")) {
      joined = ann.joined(topic);
      say(ann, topic, "one");
    }
    try (var ann = back(joined)) {
      JsonNode again = ann.join(topic, "{" + since(joined, 1) + "}").response();
      assertEquals(joined.path("epoch"), again.path("epoch"));
      assertTrue(again.path("recovered").asBoolean());
      assertEquals("moderator", again.at("/me/rank").asText());
    }
  }
}
