package hubbub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hubbub.conformance.AccountsClient.Answer;
import hubbub.identity.KeyScope;
import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.PhoenixClient.Frame;
import hubbub.phoenix.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The spam guard through real sockets. Mod comes first, and is the moderator.
class SpamTest {
  private static final String ROOM = "room:lobby";
  private static final String KIND = "hubbub.kinds.room.spam.";

  @TempDir Path folder;

  private TestServer server(String... namesAndValues) {
    Map<String, String> settings = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      settings.put(KIND + namesAndValues[i], namesAndValues[i + 1]);
    }
    return TestServer.start(settings);
  }

  private static Frame says(PhoenixClient who, String text) {
    return who.ask(ROOM, "send", "{\"body\":\"" + text + "\"}");
  }

  private static String rule(Frame reply) {
    return reply.response().path("rule").asText();
  }

  @Nested
  class Words_that_are_not_wanted {
    private TestServer with(String action) throws IOException {
      Path words = Files.write(folder.resolve("words.txt"), List.of("grog"));
      return server("words.file", words.toString(), "words.action", action);
    }

    @Test
    void are_masked_before_anybody_sees_them() throws IOException {
      try (TestServer server = with("mask");
          PhoenixClient mod = PhoenixClient.connect(server.port(), "mod");
          PhoenixClient ann = PhoenixClient.connect(server.port(), "ann")) {
        mod.joined(ROOM);
        ann.joined(ROOM);
        assertEquals("ok", says(ann, "more GR0G please").status());
        assertEquals("more **** please", mod.event("message").path("body").asText());
      }
    }

    @Test
    void wait_for_a_moderator() throws IOException {
      try (TestServer server = with("hold");
          PhoenixClient mod = PhoenixClient.connect(server.port(), "mod");
          PhoenixClient ann = PhoenixClient.connect(server.port(), "ann")) {
        mod.joined(ROOM);
        ann.joined(ROOM);
        assertEquals("held", says(ann, "more grog").reason());
        JsonNode held = mod.event("message_held");
        assertEquals("words", held.path("rule").asText());
        mod.ask(ROOM, "approve", "{\"id\":\"" + held.path("id").asText() + "\"}");
        assertEquals("more grog", ann.event("message").path("body").asText());
      }
    }

    @Test
    void mute_their_author_on_all_connections_and_moderators_know_why() throws IOException {
      try (TestServer server = with("mute");
          PhoenixClient mod = PhoenixClient.connect(server.port(), "mod");
          PhoenixClient ann = PhoenixClient.connect(server.port(), "ann")) {
        mod.joined(ROOM);
        String id = ann.joined(ROOM).at("/me/id").asText();
        Frame refused = says(ann, "grog");
        assertEquals("words", rule(refused));
        assertEquals(300_000, refused.response().path("retry_after_ms").asLong());
        JsonNode muted = mod.event("member_muted");
        assertEquals("spam guard", muted.path("by").asText());
        assertEquals("muted", says(ann, "sorry").reason());
        Frame why = mod.ask(ROOM, "why", "{\"member\":\"" + id + "\"}");
        JsonNode verdict = why.response().path("verdicts").path(0);
        assertEquals("words", verdict.path("rule").asText());
        assertEquals("mute", verdict.path("verdict").asText());
        assertEquals("rank_too_low", ann.ask(ROOM, "why", "{\"member\":\"" + id + "\"}").reason());
      }
    }

    @Test
    void are_no_nick_to_join_with() throws IOException {
      try (TestServer server = with("refuse");
          PhoenixClient mod = PhoenixClient.connect(server.port(), "mod");
          PhoenixClient ann = PhoenixClient.connect(server.port(), "Grog")) {
        mod.joined(ROOM);
        Frame refused = ann.join(ROOM, "{}");
        assertEquals("spam", refused.reason());
        assertEquals("words", rule(refused));
        assertEquals("ok", mod.ask(ROOM, "set_title", "{\"title\":\"Free grog\"}").status());
      }
    }
  }

  @Test
  void programs_are_told_what_this_node_has_against_somebody() {
    String warden;
    String reader;
    try (TestKeys keys = TestKeys.in(folder)) {
      warden = keys.make("warden", Set.of(KeyScope.MODERATE), "room:*");
      reader = keys.make("reader", Set.of(KeyScope.READ), "room:*");
    }
    try (TestServer server = TestServer.start(Map.of("hubbub.data", folder.toString()));
        AccountsClient http = new AccountsClient(server, "198.51.100.1");
        PhoenixClient mod = PhoenixClient.connect(server.port(), "mod");
        PhoenixClient ann = PhoenixClient.connect(server.port(), "ann")) {
      mod.joined(ROOM);
      String id = ann.joined(ROOM).at("/me/id").asText();
      assertEquals("links", rule(says(ann, "see example.org")));
      Answer why = why(http, warden, "?member=" + id);
      assertEquals(200, why.status());
      assertEquals("links", why.body().at("/verdicts/0/rule").asText());
      assertEquals("refuse", why.body().at("/verdicts/0/verdict").asText());
      assertTrue(why.body().path("node_only").asBoolean());
      assertEquals("unknown_member", why(http, warden, "?member=nobody").reason());
      assertEquals("invalid", why(http, warden, "").reason());
      assertEquals(403, why(http, reader, "?member=" + id).status());
      String member = "{\"member\":\"" + id + "\"}";
      Answer posted = post(http, warden, "/topics/room%3Alobby/why", member);
      assertEquals("links", posted.body().at("/verdicts/0/rule").asText());
      assertEquals("refuse", posted.body().at("/verdicts/0/verdict").asText());
      Answer lacking = post(http, reader, "/topics/room%3Alobby/why", member);
      assertEquals("rank_too_low", lacking.reason());
      Answer batch =
          post(
              http,
              warden,
              "/batch",
              "{\"commands\":[{\"topic\":\"room:lobby\",\"command\":\"why\",\"payload\":"
                  + member
                  + "}]}");
      assertEquals("links", batch.body().at("/replies/0/response/verdicts/0/rule").asText());
      assertEquals("refuse", batch.body().at("/replies/0/response/verdicts/0/verdict").asText());
    }
  }

  private static Answer post(AccountsClient http, String key, String path, String body) {
    return http.send("POST", path, body, "Authorization", "Bearer " + key);
  }

  private static Answer why(AccountsClient http, String key, String query) {
    return http.send(
        "GET", "/topics/room%3Alobby/why" + query, "", "Authorization", "Bearer " + key);
  }

  @Test
  void what_a_newcomer_says_is_held_until_a_moderator_has_approved_something() {
    try (TestServer server = server("newcomer.hold", "true");
        PhoenixClient mod = PhoenixClient.connect(server.port(), "mod");
        PhoenixClient ann = PhoenixClient.connect(server.port(), "ann")) {
      mod.joined(ROOM);
      ann.joined(ROOM);
      assertEquals("held", says(ann, "hello").reason());
      String first = mod.event("message_held").path("id").asText();
      assertEquals("held", says(ann, "is anybody there?").reason());
      mod.ask(ROOM, "approve", "{\"id\":\"" + first + "\"}");
      assertEquals("hello", ann.event("message").path("body").asText());
      assertEquals("ok", says(ann, "thank you").status());
    }
  }

  @Nested
  class Nicks_with_a_link {
    @Test
    void are_refused_to_new_guests_for_now() {
      try (TestServer server = server();
          PhoenixClient mod = PhoenixClient.connect(server.port(), "mod");
          PhoenixClient ann = PhoenixClient.connect(server.port(), "coins.example.com")) {
        mod.joined(ROOM);
        Frame refused = ann.join(ROOM, "{}");
        assertEquals("links", rule(refused));
        assertTrue(refused.response().path("retry_after_ms").asLong() > 240_000);
      }
    }
  }

  @Nested
  class Links {
    @Test
    void of_new_guests_are_refused_with_the_time_until_they_are_new_no_more() {
      try (TestServer server = server();
          PhoenixClient mod = PhoenixClient.connect(server.port(), "mod");
          PhoenixClient ann = PhoenixClient.connect(server.port(), "ann")) {
        mod.joined(ROOM);
        ann.joined(ROOM);
        assertEquals("ok", says(mod, "see example.com").status());
        Frame refused = says(ann, "see example.org");
        assertEquals("links", rule(refused));
        long wait = refused.response().path("retry_after_ms").asLong();
        assertTrue(wait > 240_000 && wait <= 300_000, wait + " ms");
        assertEquals("warn", refused.response().path("next").asText());
      }
    }

    @Test
    void only_count_in_a_dry_run() {
      try (TestServer server = server("dry-run", "links");
          PhoenixClient mod = PhoenixClient.connect(server.port(), "mod");
          PhoenixClient ann = PhoenixClient.connect(server.port(), "ann")) {
        mod.joined(ROOM);
        ann.joined(ROOM);
        assertEquals("ok", says(ann, "see example.org").status());
      }
    }
  }
}
