package hubbub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.PhoenixClient.Frame;
import hubbub.phoenix.TestServer;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/// The rows that need a channel with custom code, on [ConformanceKind].
class ExtensionTest {
  @AutoClose private static final TestServer server = TestServer.start();
  private String topic;
  @AutoClose private PhoenixClient ann;
  @AutoClose private PhoenixClient bob;

  @BeforeEach
  void join(TestInfo test) {
    topic = "conformance:" + test.getTestMethod().orElseThrow().getName();
    ann = PhoenixClient.connect(server.port(), "ann");
    bob = PhoenixClient.connect(server.port(), "bob");
    ann.joined(topic);
    bob.joined(topic);
  }

  @Test
  void jn_03_a_join_that_crashes_is_refused_for_now() {
    Frame reply = ann.join("conformance:crashes", "{}");
    assertEquals("join crashed", reply.reason());
    assertEquals(reply.ref(), reply.joinRef());
    assertEquals("ok", ann.ask(topic, "shout", "{}").status());
  }

  @Test
  void ms_04_a_late_reply_comes_after_others_with_its_own_ref() {
    String late = ann.push("1", topic, "late", "{}");
    assertEquals("ok", ann.ask(topic, "shout", "{}").status());
    Frame reply = ann.replyTo(late);
    assertTrue(reply.response().path("late").asBoolean());
    assertEquals("1", reply.joinRef().textValue());
  }

  @Test
  void ms_05_a_broadcast_comes_before_the_reply_to_its_cause() {
    String ref = ann.push("1", topic, "shout", "{\"words\":\"hey\"}");
    Frame first = ann.next(f -> f.event().equals("shouted") || f.isReplyTo(ref));
    assertEquals("shouted", first.event());
    assertEquals("hey", first.payload().path("words").asText());
    assertEquals("hey", bob.event("shouted").path("words").asText());
  }

  @Test
  void ms_06_a_broadcast_from_somebody_does_not_come_back_to_it() {
    String ref = ann.push("1", topic, "shout_to_others", "{}");
    assertTrue(ann.next(f -> f.event().equals("shouted") || f.isReplyTo(ref)).isReplyTo(ref));
    JsonNode heard = bob.event("shouted");
    ann.push("1", topic, "shout", "{}");
    assertEquals(heard.path("seq").asLong() + 1, ann.event("shouted").path("seq").asLong());
  }

  @Test
  void ms_07_a_reply_may_have_a_status_of_its_own() {
    Frame reply = ann.ask(topic, "maybe", "{}");
    assertEquals("perhaps", reply.status());
    assertEquals(1, reply.response().path("chance").asInt());
  }

  @Test
  void a_bug_is_internal_for_its_sender_and_unnoticed_by_others_however_often() {
    for (int i = 0; i < 10; i++) {
      Frame reply = ann.ask(topic, "crash", "{}");
      assertEquals("internal", reply.reason());
      assertTrue(reply.response().path("retry_after_ms").asLong() > 0);
      assertEquals("ok", bob.ask(topic, "shout", "{}").status());
      ann.event("shouted");
    }
    assertEquals("internal", ann.ask(topic, "shout", "{}").reason());
    assertEquals("ok", ann.ask(topic, "send", "{\"body\":\"still here\"}").status());
  }

  @Test
  void a_payload_with_the_frames_keys_is_internal_for_its_sender() {
    for (String payload :
        List.of(
            "{\"seq\":1}",
            "{\"at\":1}",
            "{\"status\":\"ok\"}",
            "{\"words\":1,\"response\":{}}",
            "{\"\\u0073eq\":1}")) {
      try (PhoenixClient eve = PhoenixClient.connect(server.port(), "")) {
        eve.joined(topic);
        assertEquals("internal", eve.ask(topic, "shout", payload).reason());
      }
      assertEquals("ok", bob.ask(topic, "shout", "{}").status());
      ann.event("shouted");
    }
  }

  @Test
  void a_number_too_big_for_a_double_is_invalid() {
    Frame reply = ann.ask(topic, "shout", "{\"words\":[-1e999]}");
    assertEquals("invalid", reply.reason());
    assertEquals("payload", reply.response().path("field").asText());
  }

  @Test
  void er_01_bugs_without_a_sender_end_only_that_topic() {
    String other = topic + "-other";
    ann.joined(other);
    ann.push("1", topic, "crash_later", "{}");
    Frame error = bob.next(f -> f.event().equals("phx_error"));
    assertEquals("1", error.joinRef().textValue());
    assertEquals("1", error.ref().textValue());
    assertEquals("channel_crash", error.payload().path("reason").asText());
    ann.next(f -> f.event().equals("phx_error"));
    assertEquals("ok", ann.ask(other, "shout", "{}").status());
    JsonNode again = bob.joined(topic);
    assertNotEquals("", again.path("epoch").asText());
  }
}
