package hubbub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.TestServer;
import hubbub.topic.Actor;
import hubbub.topic.Command;
import hubbub.topic.Outcome;
import hubbub.topic.TopicName;
import hubbub.topic.port.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server stops, and the next one on the same data folder goes on with its topics.
class RestartTest {
  private static final String TOPIC = "room:restart";

  @TempDir private Path data;

  private TestServer start() {
    return TestServer.start(Map.of("hubbub.spam.enabled", "false", "hubbub.data", data.toString()));
  }

  private static PhoenixClient as(TestServer server, String name, JsonNode joined) {
    return PhoenixClient.open(
        server.port(), "?vsn=2.0.0&name=" + name + "&key=" + joined.at("/me/key").asText());
  }

  private static String since(JsonNode joined, long seq) {
    return "{\"since\":{\"epoch\":" + joined.path("epoch") + ",\"seq\":" + seq + "}}";
  }

  private static JsonNode ok(PhoenixClient who, String event, String payload) {
    PhoenixClient.Frame reply = who.ask(TOPIC, event, payload);
    assertEquals("ok", reply.status(), () -> reply.response().toString());
    return reply.response();
  }

  @Test
  void the_founder_is_moderator_again_and_has_missed_nothing() {
    JsonNode ann;
    JsonNode bob;
    try (TestServer server = start();
        PhoenixClient anns = PhoenixClient.connect(server.port(), "ann");
        PhoenixClient bobs = PhoenixClient.connect(server.port(), "bob")) {
      ann = anns.joined(TOPIC);
      bob = bobs.joined(TOPIC);
      ok(anns, "set_title", "{\"title\":\"Tea\"}");
      ok(bobs, "send", "{\"body\":\"one\"}");
      ok(bobs, "send", "{\"body\":\"two\"}");
    }
    try (TestServer server = start();
        PhoenixClient anns = as(server, "ann", ann);
        PhoenixClient bobs = as(server, "bob", bob)) {
      JsonNode again = anns.join(TOPIC, since(ann, 2)).response();

      assertEquals("moderator", again.at("/me/rank").asText());
      assertEquals("Tea", again.at("/topic/title").asText(), again.toString());
      assertTrue(again.path("recovered").asBoolean());
      assertEquals(1, again.path("missed").size());
      assertEquals("two", again.at("/missed/0/payload/body").asText());
      assertNotEquals(ann.path("epoch"), again.path("epoch"));
      JsonNode fresh = bobs.joined(TOPIC);
      assertEquals("guest", fresh.at("/me/rank").asText());
      assertEquals(2, fresh.path("history").size());
      assertEquals(4, ok(bobs, "send", "{\"body\":\"three\"}").path("seq").asLong());
    }
  }

  @Test
  void the_muted_stay_muted_and_quiet_mode_ends_at_its_time() {
    JsonNode ann;
    JsonNode bob;
    JsonNode quiet;
    try (TestServer server = start();
        PhoenixClient anns = PhoenixClient.connect(server.port(), "ann");
        PhoenixClient bobs = PhoenixClient.connect(server.port(), "bob")) {
      ann = anns.joined(TOPIC);
      bob = bobs.joined(TOPIC);
      ok(anns, "mute", "{\"member\":" + bob.at("/me/id") + ",\"ttl_ms\":600000}");
      ok(anns, "set_quiet", "{\"min_rank\":\"vip\",\"ttl_ms\":600000}");
      quiet = anns.event("quiet_changed");
    }
    try (TestServer server = start();
        PhoenixClient anns = as(server, "ann", ann);
        PhoenixClient bobs = as(server, "bob", bob)) {
      anns.joined(TOPIC);
      JsonNode again = bobs.joined(TOPIC);

      assertEquals(
          quiet.at("/quiet/until_at"), again.at("/topic/quiet/until_at"), again.toString());
      assertFalse(again.at("/topic/quiet/until_at").isMissingNode(), again.toString());
      assertEquals(
          "muted",
          bobs.ask(TOPIC, "send", "{\"body\":\"hello\"}").response().path("reason").asText());
      ok(anns, "unmute", "{\"member\":" + bob.at("/me/id") + "}");
      ok(anns, "set_quiet", "{\"min_rank\":null}");
      ok(bobs, "send", "{\"body\":\"hello\"}");
    }
  }

  @Test
  void what_is_for_a_while_ends_at_its_time() {
    JsonNode ann;
    JsonNode bob;
    JsonNode granted;
    JsonNode muted;
    JsonNode quiet;
    try (TestServer server = start();
        PhoenixClient anns = PhoenixClient.connect(server.port(), "ann");
        PhoenixClient bobs = PhoenixClient.connect(server.port(), "bob")) {
      ann = anns.joined(TOPIC);
      bob = bobs.joined(TOPIC);
      String forBob = "{\"member\":" + bob.at("/me/id") + ",\"ttl_ms\":10000";
      ok(anns, "grant", forBob + ",\"rank\":\"vip\"}");
      granted = anns.event("rank_changed");
      ok(anns, "mute", forBob + "}");
      muted = anns.event("member_muted");
      ok(anns, "set_quiet", "{\"min_rank\":\"moderator\",\"ttl_ms\":10000}");
      quiet = anns.event("quiet_changed");
    }
    try (TestServer server = start();
        PhoenixClient bobs = as(server, "bob", bob);
        PhoenixClient anns = as(server, "ann", ann)) {
      bobs.joined(TOPIC);
      JsonNode missed = anns.join(TOPIC, since(ann, quiet.path("seq").asLong())).response();
      assertEnds(missed, anns, "rank_changed", granted.path("until_at"));
      assertEnds(missed, anns, "member_unmuted", muted.path("until_at"));
      assertEnds(missed, anns, "quiet_changed", quiet.at("/quiet/until_at"));
      ok(bobs, "send", "{\"body\":\"hello\"}");
    }
  }

  /// Everybody is told of the end by `event`, and not before `until`.
  private static void assertEnds(JsonNode joined, PhoenixClient who, String event, JsonNode until) {
    assertTrue(until.isNumber(), until::toString);
    JsonNode told =
        StreamSupport.stream(joined.path("missed").spliterator(), false)
            .filter(it -> it.path("event").asText().equals(event))
            .findFirst()
            .map(it -> it.path("payload"))
            .orElseGet(() -> who.event(event));
    assertTrue(told.path("at").asLong() >= until.asLong(), told::toString);
    assertTrue(told.path("by").isMissingNode(), told::toString);
  }

  @Test
  void a_nonce_that_is_sent_again_is_answered_and_not_said_twice() {
    JsonNode ann;
    JsonNode said;
    try (TestServer server = start();
        PhoenixClient anns = PhoenixClient.connect(server.port(), "ann")) {
      ann = anns.joined(TOPIC);
      said = ok(anns, "send", "{\"body\":\"once\",\"nonce\":\"n1\"}");
    }
    try (TestServer server = start();
        PhoenixClient anns = as(server, "ann", ann)) {
      assertEquals(1, anns.joined(TOPIC).path("history").size());
      assertEquals(said, ok(anns, "send", "{\"body\":\"once\",\"nonce\":\"n1\"}"));
      assertEquals(2, ok(anns, "send", "{\"body\":\"twice\"}").path("seq").asLong());
    }
  }

  @Test
  void a_password_is_still_asked_for_and_is_not_in_the_file() throws Exception {
    try (TestServer server = start();
        PhoenixClient anns = PhoenixClient.connect(server.port(), "ann")) {
      anns.joined(TOPIC);
      Command lock =
          new Command.SetLock(Optional.of("sesame"), Optional.empty(), OptionalInt.empty());
      Topics topics = server.hubbub().topics();
      assertEquals(
          Outcome.OK,
          topics
              .send(new TopicName(TOPIC), new Actor.Server("operator"), lock)
              .toCompletableFuture()
              .join());
    }
    String file =
        new String(Files.readAllBytes(data.resolve("handover")), StandardCharsets.ISO_8859_1);
    assertTrue(file.contains("pbkdf2:"), file);
    try (TestServer server = start();
        PhoenixClient eves = PhoenixClient.connect(server.port(), "eve")) {
      assertEquals("wrong_password", eves.join(TOPIC, "{}").response().path("reason").asText());
      assertEquals("ok", eves.join(TOPIC, "{\"password\":\"sesame\"}").status());
    }
  }

  @Test
  void what_was_taken_over_once_is_not_read_again() {
    try (TestServer server = start();
        PhoenixClient anns = PhoenixClient.connect(server.port(), "ann")) {
      anns.joined(TOPIC);
      ok(anns, "set_title", "{\"title\":\"Tea\"}");
    }
    assertTrue(Files.exists(data.resolve("handover")));
    try (TestServer server = start()) {
      Awaitility.await().until(() -> server.hubbub().topics().snapshots().size() == 1);
      assertFalse(Files.exists(data.resolve("handover")));
      assertFalse(Files.exists(data.resolve("handover.taken")));
    }
  }
}
