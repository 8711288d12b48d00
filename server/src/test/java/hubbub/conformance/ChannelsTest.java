package hubbub.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.PhoenixClient.Frame;
import hubbub.phoenix.RawSocket;
import hubbub.phoenix.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/// Phoenix's rows HB, JN, LV, MS and PR over a real socket. `J` is a frame's join_ref, `R` its ref.
class ChannelsTest {
  @AutoClose private static final TestServer server = TestServer.start();
  private String topic;

  @BeforeEach
  void pickTopic(TestInfo test) {
    topic = "room:" + test.getTestMethod().orElseThrow().getName();
  }

  private static PhoenixClient connect(String name) {
    return PhoenixClient.connect(server.port(), name);
  }

  @Nested
  class Heartbeat {
    @Test
    void hb_01_is_answered_before_any_join() {
      try (var ann = connect("ann")) {
        Frame reply = ann.replyTo(ann.push("null", "phoenix", "heartbeat", "{}"));
        assertEquals("phoenix", reply.topic());
        assertEquals("{\"status\":\"ok\",\"response\":{}}", reply.payload().toString());
      }
    }

    @Test
    void hb_02_is_answered_with_a_null_j_whatever_it_came_with() {
      try (var ann = connect("ann")) {
        assertTrue(ann.replyTo(ann.push("7", "phoenix", "heartbeat", "{}")).joinRef().isNull());
      }
    }

    @Test
    void hb_03_any_other_event_on_phoenix_is_unmatched() {
      try (var ann = connect("ann")) {
        Frame reply = ann.replyTo(ann.push("null", "phoenix", "phx_join", "{}"));
        assertEquals("unmatched topic", reply.reason());
      }
    }
  }

  @Nested
  class Joining {
    @Test
    void jn_01_is_answered_with_all_that_a_client_needs() {
      try (var ann = connect("ann")) {
        Frame reply = ann.join(topic, "{}");
        assertEquals("ok", reply.status());
        assertEquals("1", reply.joinRef().textValue());
        assertEquals("1", reply.ref().textValue());
        JsonNode response = reply.response();
        assertEquals(topic, response.at("/topic/name").asText());
        assertEquals("", response.at("/topic/title").asText());
        assertTrue(response.at("/topic/quiet").isNull());
        assertEquals(1, response.at("/topic/members").asInt());
        assertEquals("ann", response.at("/me/nick").asText());
        assertEquals("moderator", response.at("/me/rank").asText());
        assertFalse(response.at("/me/key").asText().isEmpty());
        assertFalse(response.at("/epoch").asText().isEmpty());
        assertFalse(response.at("/recovered").asBoolean(true));
        assertTrue(response.at("/history").isArray());
      }
    }

    @Test
    void jn_02_for_good_is_an_error_and_then_a_close_with_the_same_j() {
      try (var ann = connect("ann");
          var other = connect("ann")) {
        ann.joined(topic);
        Frame reply = other.join(topic, "{\"nick\":\"\"}");
        assertEquals("error", reply.status());
        assertEquals("bad_nick", reply.reason());
        Frame close = other.next();
        assertEquals("phx_close", close.event());
        assertEquals(reply.joinRef(), close.joinRef());
        assertEquals(reply.joinRef(), close.ref());
      }
    }

    @Test
    void jn_02_for_now_is_an_error_alone_and_says_when_to_come_again() {
      try (var ann = connect("ann");
          var other = connect("ann")) {
        ann.joined(topic);
        Frame reply = other.join(topic, "{}");
        assertEquals("nick_taken", reply.reason());
        assertTrue(reply.response().path("retry_after_ms").asLong() > 0);
        other.push("null", "phoenix", "heartbeat", "{}");
        assertEquals("phoenix", other.next().topic());
      }
    }

    @Test
    void jn_09_under_the_nick_of_somebody_who_has_answered_is_refused_for_good() {
      try (var ann = connect("ann");
          var other = connect("ann")) {
        ann.joined(topic);
        Frame first = other.join(topic, "{}");
        assertEquals("ann2", first.response().path("suggestion").asText());
        Frame second = first;
        for (int i = 0; i < 100 && second.response().has("retry_after_ms"); i++) {
          ann.replyTo(ann.push("null", "phoenix", "heartbeat", "{}"));
          second = other.join(topic, "{}");
        }
        assertEquals("nick_taken", second.reason());
        assertFalse(second.response().has("retry_after_ms"));
        assertEquals("ann2", second.response().path("suggestion").asText());
        assertEquals("phx_close", other.next().event());
        Frame third = other.join(topic, "{\"nick\":\"ann2\"}");
        assertEquals("ann2", third.response().at("/me/nick").asText());
      }
    }

    @Test
    void jn_10_under_the_nick_of_somebody_silent_is_let_in_when_it_was_told_to_come() {
      try (TestServer brief = TestServer.start("hubbub.kinds.room.linger", "100ms");
          var silent = PhoenixClient.connect(brief.port(), "ann");
          var bob = PhoenixClient.connect(brief.port(), "bob");
          var other = PhoenixClient.connect(brief.port(), "ann")) {
        silent.joined(topic);
        bob.joined(topic);
        assertEquals("nick_taken", other.join(topic, "{}").reason());
        await()
            .atMost(Duration.ofSeconds(20))
            .pollInterval(Duration.ofMillis(300))
            .until(() -> other.join(topic, "{}").status().equals("ok"));
      }
    }

    @Test
    void jn_04_of_no_topic_is_unmatched_with_a_null_j() {
      try (var ann = connect("ann")) {
        Frame reply = ann.join("nosuchkind:x", "{}");
        assertEquals("unmatched topic", reply.reason());
        assertTrue(reply.joinRef().isNull());
        assertEquals("1", reply.ref().textValue());
      }
    }

    @Test
    void jn_05_the_101st_is_refused_for_good() {
      try (var ann = connect("ann")) {
        for (int i = 0; i < 100; i++) {
          ann.joined(topic + i);
        }
        Frame reply = ann.join(topic + "100", "{}");
        assertEquals("too many channels joined", reply.reason());
        assertEquals(reply.ref(), reply.joinRef());
        assertEquals("phx_close", ann.next(f -> f.topic().equals(topic + "100")).event());
        assertEquals("ok", ann.ask(topic + "99", "send", "{\"body\":\"still here\"}").status());
      }
    }

    @Test
    void jn_06_a_second_one_replies_then_closes_the_first_then_pushes() {
      try (var ann = connect("ann")) {
        ann.joined(topic);
        ann.event("presence_state");
        ann.event("moderation_state");
        String second = ann.push("2", topic, "phx_join", "{}");
        Frame reply = ann.next();
        assertTrue(reply.isReplyTo(second), reply.toString());
        assertEquals("ok", reply.status());
        Frame close = ann.next();
        assertEquals("phx_close", close.event());
        assertEquals("1", close.joinRef().textValue());
        assertEquals("1", close.ref().textValue());
        Frame push = ann.next();
        assertEquals("presence_state", push.event());
        assertEquals("2", push.joinRef().textValue());
      }
    }

    @Test
    void jn_06_a_second_one_keeps_the_topic_alive() {
      try (var ann = connect("ann")) {
        String epoch = ann.joined(topic).path("epoch").asText();
        ann.ask(topic, "send", "{\"body\":\"kept\"}");
        JsonNode again = ann.joined(topic);
        assertEquals(epoch, again.path("epoch").asText());
        assertEquals("moderator", again.at("/me/rank").asText());
        assertEquals("kept", again.at("/history/0/body").asText());
      }
    }

    @Test
    void jn_06_a_second_one_that_is_cut_before_its_answer_leaves_nothing_behind() throws Exception {
      try (TestServer brief = TestServer.start("hubbub.kinds.room.linger", "100ms");
          var ann = PhoenixClient.connect(brief.port(), "ann")) {
        ann.joined(topic);
        ByteArrayOutputStream segment = new ByteArrayOutputStream();
        segment.writeBytes(
            RawSocket.masked(
                0x81, ("[\"2\",\"2\",\"" + topic + "\",\"phx_join\",{}]").getBytes(UTF_8)));
        segment.writeBytes(RawSocket.masked(0x88, new byte[0]));
        ann.raw().bytes(segment.toByteArray());
        await().until(() -> brief.hubbub().topics().snapshots().isEmpty());
      }
    }

    @Test
    void jn_07_a_second_one_that_is_refused_leaves_nothing_joined() {
      try (var ann = connect("ann");
          var bob = connect("bob")) {
        bob.joined(topic);
        ann.joined(topic);
        ann.event("presence_state");
        Frame reply = ann.join(topic, "{\"nick\":\"\\u0007\"}");
        assertEquals("bad_nick", reply.reason());
        assertEquals("unmatched topic", ann.ask(topic, "send", "{\"body\":\"x\"}").reason());
      }
    }

    @Test
    void jn_08_with_a_null_j_pushes_with_its_r() {
      try (var ann = connect("ann")) {
        String ref = ann.push("null", topic, "phx_join", "{}");
        Frame reply = ann.replyTo(ref);
        assertTrue(reply.joinRef().isNull());
        assertEquals(ref, ann.next(f -> f.event().equals("presence_state")).joinRef().textValue());
        String leave = ann.push("null", topic, "phx_leave", "{}");
        assertEquals("ok", ann.replyTo(leave).status());
        Frame close = ann.next(f -> f.event().equals("phx_close"));
        assertTrue(close.joinRef().isNull() && close.ref().isNull());
      }
    }

    @Test
    void refs_come_back_as_they_went() throws IOException {
      try (var ann = connect("ann")) {
        ann.send("[17,\"a\\u00e9\\ud800\",\"" + topic + "\",\"phx_join\",{}]");
        String reply = ann.raw().next().text();
        assertTrue(reply.startsWith("[17,\"a\\u00e9\\ud800\","), reply);
      }
    }
  }

  @Nested
  class Leaving {
    @Test
    void lv_01_replies_then_closes() {
      try (var ann = connect("ann")) {
        ann.joined(topic);
        Frame reply = ann.replyTo(ann.push("1", topic, "phx_leave", "{}"));
        assertEquals("ok", reply.status());
        assertEquals("1", reply.joinRef().textValue());
        Frame close = ann.next(f -> f.event().equals("phx_close"));
        assertEquals("1", close.joinRef().textValue());
        assertEquals("1", close.ref().textValue());
        assertEquals("{}", close.payload().toString());
      }
    }

    @Test
    void as_the_last_one_right_behind_a_message_comes_after_it_and_its_ok() {
      try (var ann = connect("ann")) {
        for (int i = 0; i < 20; i++) {
          ann.joined(topic + i);
          String ref = ann.push("null", topic + i, "send", "{\"body\":\"bye\"}");
          String leave = ann.push("null", topic + i, "phx_leave", "{}");
          ann.event("presence_state");
          ann.event("moderation_state");
          assertEquals("message", ann.next(f -> !f.event().startsWith("presence")).event());
          assertTrue(ann.next(f -> !f.event().startsWith("presence")).isReplyTo(ref));
          assertTrue(ann.next(f -> !f.event().startsWith("presence")).isReplyTo(leave));
          assertEquals("phx_close", ann.next().event());
        }
      }
    }

    @Test
    void lv_02_with_a_null_j_is_accepted() {
      try (var ann = connect("ann")) {
        ann.joined(topic);
        assertEquals("1", ann.ask(topic, "phx_leave", "{}").joinRef().textValue());
      }
    }

    @Test
    void lv_03_with_a_stale_j_is_ignored() {
      try (var ann = connect("ann")) {
        ann.joined(topic);
        String stale = ann.push("99", topic, "phx_leave", "{}");
        assertEquals("ok", ann.ask(topic, "send", "{\"body\":\"here\"}").status());
        String end = ann.push("null", "phoenix", "heartbeat", "{}");
        Frame frame = ann.next(f -> f.isReplyTo(stale) || f.isReplyTo(end));
        assertTrue(frame.isReplyTo(end));
      }
    }

    @Test
    void lv_04_of_what_is_not_joined_is_ok_without_a_close() {
      try (var ann = connect("ann")) {
        Frame reply = ann.replyTo(ann.push("5", topic, "phx_leave", "{}"));
        assertEquals("ok", reply.status());
        assertEquals("5", reply.joinRef().textValue());
        ann.push("null", "phoenix", "heartbeat", "{}");
        assertEquals("phoenix", ann.next().topic());
      }
    }
  }

  @Nested
  class Messages {
    @Test
    void ms_01_a_null_j_is_delivered_and_answered_with_the_members_j() {
      try (var ann = connect("ann")) {
        ann.joined(topic);
        Frame reply = ann.ask(topic, "send", "{\"body\":\"hello\"}");
        assertEquals("ok", reply.status());
        assertEquals("1", reply.joinRef().textValue());
      }
    }

    @Test
    void ms_02_a_stale_j_is_dropped_without_a_reply() {
      try (var ann = connect("ann")) {
        ann.joined(topic);
        String stale = ann.push("99", topic, "send", "{\"body\":\"dropped\"}");
        ann.push("1", topic, "send", "{\"body\":\"delivered\"}");
        assertEquals("delivered", ann.event("message").path("body").asText());
        String end = ann.push("null", "phoenix", "heartbeat", "{}");
        assertTrue(ann.next(f -> f.isReplyTo(stale) || f.isReplyTo(end)).isReplyTo(end));
      }
    }

    @Test
    void ms_03_to_what_is_not_joined_is_unmatched_with_a_null_j() {
      try (var ann = connect("ann")) {
        Frame reply = ann.replyTo(ann.push("3", topic, "send", "{\"body\":\"x\"}"));
        assertEquals("unmatched topic", reply.reason());
        assertTrue(reply.joinRef().isNull());
      }
    }

    @Test
    void ms_05_the_sender_sees_its_message_and_then_its_ok() {
      try (var ann = connect("ann");
          var bob = connect("bob")) {
        ann.joined(topic);
        bob.joined(topic);
        for (int i = 0; i < 30; i++) {
          String ref = ann.push("1", topic, "send", "{\"body\":\"" + i + "\"}");
          Frame first = ann.next(f -> f.event().equals("message") || f.isReplyTo(ref));
          assertEquals("message", first.event());
          assertEquals(first.payload().path("seq"), ann.replyTo(ref).response().path("seq"));
          assertEquals(first.payload(), bob.event("message"));
        }
      }
    }

    @Test
    void broadcasts_have_neither_j_nor_r() {
      try (var ann = connect("ann")) {
        ann.joined(topic);
        ann.push("1", topic, "send", "{\"body\":\"x\"}");
        Frame frame = ann.next(f -> f.event().equals("message"));
        assertTrue(frame.joinRef().isNull() && frame.ref().isNull());
        assertFalse(frame.payload().has("status") || frame.payload().has("response"));
      }
    }
  }

  @Nested
  class PresenceOfMembers {
    @Test
    void pr_01_state_has_metas_alone_under_the_members_id() {
      try (var ann = connect("ann")) {
        String id = ann.joined(topic).at("/me/id").asText();
        Frame frame = ann.next(f -> f.event().equals("presence_state"));
        assertTrue(frame.ref().isNull());
        assertEquals("1", frame.joinRef().textValue());
        JsonNode entry = frame.payload().path(id);
        assertEquals(1, entry.size());
        JsonNode meta = entry.at("/metas/0");
        assertEquals("ann", meta.path("nick").asText());
        assertEquals("moderator", meta.path("rank").asText());
        assertFalse(meta.path("phx_ref").asText().isEmpty());
        assertTrue(meta.path("online_at").isNumber());
      }
    }

    @Test
    void pr_02_a_diff_never_tells_what_the_state_already_had() {
      try (var ann = connect("ann");
          var bob = connect("bob")) {
        ann.joined(topic);
        ann.event("presence_state");
        String id = bob.joined(topic).at("/me/id").asText();
        JsonNode state = bob.event("presence_state");
        JsonNode diff = ann.next(f -> f.payload().at("/joins").has(id)).payload();
        assertEquals(
            state.at("/" + id + "/metas/0/phx_ref"), diff.at("/joins/" + id + "/metas/0/phx_ref"));
        assertTrue(diff.path("leaves").isObject());
      }
    }

    @Test
    void pr_04_two_tabs_stand_under_one_key() {
      try (var ann = connect("ann");
          var bob = connect("bob")) {
        JsonNode me = ann.joined(topic).path("me");
        String id = me.path("id").asText();
        assertTrue(ann.event("presence_state").has(id));
        String key = "?vsn=2.0.0&name=ann&key=" + me.path("key").asText();
        try (var tab = PhoenixClient.open(server.port(), key)) {
          assertEquals(me.path("id"), tab.joined(topic).at("/me/id"));
          ann.next(f -> f.payload().at("/joins").has(id));
          assertEquals(2, bob.joined(topic).at("/topic/members").asInt());
          JsonNode state = bob.event("presence_state");
          assertEquals(2, state.size());
          assertEquals(2, state.path(id).path("metas").size());
        }
      }
    }

    @Test
    void pr_05_a_rejoin_gets_a_fresh_state() {
      try (var ann = connect("ann")) {
        ann.joined(topic);
        ann.event("presence_state");
        ann.ask(topic, "phx_leave", "{}");
        String id = ann.joined(topic).at("/me/id").asText();
        assertTrue(ann.event("presence_state").has(id));
      }
    }
  }
}
