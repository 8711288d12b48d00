package hubbub.conformance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hubbub.conformance.AccountsClient.Answer;
import hubbub.identity.KeyScope;
import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.TestServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Other programs, by HTTP with an API key.
class ApiTest {
  private static final String ROOM = "room:lobby";

  @TempDir private Path data;
  private TestServer server;
  private AccountsClient http;
  private PhoenixClient ann;
  private String all;
  private String reader;
  private String publisher;
  private String moderator;
  private String elsewhere;

  @BeforeEach
  void start() {
    try (TestKeys keys = TestKeys.in(data)) {
      all = keys.make("all", EnumSet.allOf(KeyScope.class), "*");
      reader = keys.make("reader", Set.of(KeyScope.READ), "*");
      publisher = keys.make("scores", Set.of(KeyScope.PUBLISH), "room:*");
      moderator = keys.make("warden", Set.of(KeyScope.MODERATE), "room:*");
      elsewhere = keys.make("elsewhere", EnumSet.allOf(KeyScope.class), "room:other");
    }
    start("200/s");
  }

  private void start(String rate) {
    server =
        TestServer.start(
            Map.of(
                "hubbub.data",
                data.toString(),
                "hubbub.spam.enabled",
                "false",
                "hubbub.kinds.archive.history-when-empty",
                "1h",
                "hubbub.keys.rate",
                rate,
                "hubbub.keys.burst",
                "20"));
    http = new AccountsClient(server, "198.51.100.1");
    ann = PhoenixClient.connect(server.port(), "ann");
  }

  @AfterEach
  void stop() {
    ann.close();
    http.close();
    server.close();
  }

  private static String path(String topic) {
    return "/topics/" + URLEncoder.encode(topic, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Answer post(String key, String word, String body, String... headers) {
    String[] more = Arrays.copyOf(headers, headers.length + 2);
    more[headers.length] = "Authorization";
    more[headers.length + 1] = "Bearer " + key;
    return http.send("POST", path(ROOM) + "/" + word, body, more);
  }

  private Answer get(String key, String path) {
    return http.send("GET", path, "", "Authorization", "Bearer " + key);
  }

  /// A command's answer may come a moment before the topic ends that was live only for it.
  private void awaitStatus(int status, String key, String path) {
    await().untilAsserted(() -> assertEquals(status, get(key, path).status()));
  }

  @Nested
  class Publishing {
    @Test
    void says_something_as_the_server_that_members_see_and_history_keeps() {
      ann.joined(ROOM);
      Answer answer = post(publisher, "send", "{\"body\":\"Doors open at 8\"}");
      assertEquals(200, answer.status());
      JsonNode message = ann.event("message");
      assertEquals(answer.body().path("id"), message.path("id"));
      assertEquals("Doors open at 8", message.path("body").asText());
      assertEquals("key:scores", message.at("/from/id").asText());
      assertEquals("server", message.at("/from/nick").asText());
      JsonNode history = get(reader, path(ROOM) + "/history?limit=1").body();
      assertEquals("Doors open at 8", history.at("/messages/0/body").asText());
    }

    @Test
    void says_something_as_a_bot_with_a_badge_whatever_the_room_silences() {
      ann.joined(ROOM);
      assertEquals("ok", ann.ask(ROOM, "set_quiet", "{\"min_rank\":\"owner\"}").status());
      Answer answer =
          post(
              publisher,
              "send",
              "{\"body\":\"1:0\",\"as\":{\"nick\":\"Scores\",\"badge\":\"live\"}}");
      assertEquals(200, answer.status());
      JsonNode from = ann.event("message").path("from");
      assertEquals("key:scores", from.path("id").asText());
      assertEquals("Scores", from.path("nick").asText());
      assertEquals("live", from.at("/badges/0").asText());
    }

    @Test
    void shows_a_bot_with_the_rank_of_its_key() {
      ann.joined(ROOM);
      String bot = "{\"body\":\"%s\",\"as\":{\"nick\":\"Bot\"}}";
      assertEquals(200, post(publisher, "send", bot.formatted("a")).status());
      assertEquals("member", ann.event("message").at("/from/rank").asText());
      assertEquals(200, post(all, "send", bot.formatted("b")).status());
      assertEquals("admin", ann.event("message").at("/from/rank").asText());
    }

    @Test
    void to_a_topic_that_nobody_is_in_is_no_such_topic() {
      Answer answer = post(publisher, "send", "{\"body\":\"anybody?\"}");
      assertEquals(404, answer.status());
      assertEquals("no_such_topic", answer.reason());
    }

    @Test
    void the_same_request_again_is_answered_and_not_said_twice() {
      ann.joined(ROOM);
      String body = "{\"body\":\"once\"}";
      Answer first = post(publisher, "send", body, "Idempotency-Key", "order-1");
      Answer again = post(publisher, "send", body, "Idempotency-Key", "order-1");
      assertEquals(first.body(), again.body());
      Answer other = post(publisher, "send", "{\"body\":\"other\"}", "Idempotency-Key", "order-1");
      assertEquals(409, other.status());
      post(publisher, "send", "{\"body\":\"end\"}");
      assertEquals("order-1", ann.event("message").path("nonce").asText());
      assertEquals("end", ann.event("message").path("body").asText());
    }

    @Test
    void a_nonce_counts_in_its_room_alone() {
      ann.joined(ROOM);
      ann.joined("room:other");
      Answer first = post(publisher, "send", "{\"body\":\"here\",\"nonce\":\"1\"}");
      assertEquals(
          first.body(), post(publisher, "send", "{\"body\":\"again\",\"nonce\":\"1\"}").body());
      Answer there =
          http.send(
              "POST",
              path("room:other") + "/send",
              "{\"body\":\"there\",\"nonce\":\"1\"}",
              "Authorization",
              "Bearer " + publisher);
      assertEquals(200, there.status(), there::text);
    }
  }

  @Test
  void a_request_that_is_sent_again_after_a_restart_is_answered_and_not_carried_out() {
    ann.joined(ROOM);
    Answer first = post(publisher, "send", "{\"body\":\"once\"}", "Idempotency-Key", "1");
    stop();
    start("200/s");
    try (PhoenixClient bob = PhoenixClient.connect(server.port(), "bob")) {
      assertEquals(1, bob.joined(ROOM).path("history").size());
      Answer again = post(publisher, "send", "{\"body\":\"once\"}", "Idempotency-Key", "1");
      assertEquals(first.body(), again.body());
      assertEquals(1, get(reader, path(ROOM) + "/history").body().path("messages").size());
    }
  }

  @Test
  void so_is_any_other_command_also_if_nobody_was_in_a_room() {
    String lobby = "{\"label\":\"Lobby\"}";
    assertEquals(200, post(all, "register", lobby, "Idempotency-Key", "1").status());
    stop();
    start("200/s");
    ann.joined(ROOM);
    assertEquals(200, post(all, "register", lobby, "Idempotency-Key", "1").status());
    assertEquals(409, post(all, "register", lobby).status());
    assertEquals(409, post(all, "register", "{}", "Idempotency-Key", "1").status());
  }

  @Test
  void what_was_refused_is_tried_again_also_after_a_restart() {
    String title = "{\"title\":\"Tea\"}";
    assertEquals(404, post(all, "set_title", title, "Idempotency-Key", "1").status());
    assertEquals(403, post(reader, "set_title", title, "Idempotency-Key", "1").status());
    stop();
    start("200/s");
    ann.joined(ROOM);
    assertEquals(200, post(all, "set_title", title, "Idempotency-Key", "1").status());
    assertEquals("Tea", ann.event("title_changed").path("title").asText());
  }

  @Nested
  class A_registered_topic_that_keeps_its_history {
    private static final String ARCHIVE = "archive:news";

    private int publish(String body) {
      String text = "{\"body\":\"" + body + "\"}";
      return http.send("POST", path(ARCHIVE) + "/send", text, "Authorization", "Bearer " + all)
          .status();
    }

    @Test
    void takes_what_programs_say_while_nobody_is_there_and_has_it_after_a_restart() {
      assertEquals(404, publish("too early"));
      String bearer = "Bearer " + all;
      http.send("POST", path(ARCHIVE) + "/register", "{}", "Authorization", bearer);
      awaitStatus(404, reader, path(ARCHIVE));
      assertEquals(200, publish("one"));
      assertEquals(0, get(reader, path(ARCHIVE)).body().at("/topic/members").asInt());
      stop();
      start("200/s");
      assertEquals(200, publish("two"));
      JsonNode history = ann.joined(ARCHIVE).path("history");
      assertEquals("one", history.at("/0/body").asText());
      assertEquals("two", history.at("/1/body").asText());
    }
  }

  @Nested
  class Moderating {
    @Test
    void acts_by_the_socket_s_words_and_is_named_in_the_audit_log() {
      String id = ann.joined(ROOM).at("/me/id").asText();
      try (PhoenixClient bob = PhoenixClient.connect(server.port(), "bob")) {
        String bobs = bob.joined(ROOM).at("/me/id").asText();
        assertEquals(200, post(moderator, "mute", "{\"member\":\"" + bobs + "\"}").status());
        JsonNode muted = ann.event("member_muted");
        assertEquals("key:warden", muted.path("by").asText());
        Answer outranked = post(moderator, "kick", "{\"member\":\"" + id + "\"}");
        assertEquals("outranked", outranked.reason());
        assertEquals(403, outranked.status());
      }
      JsonNode entry = get(all, path(ROOM) + "/list?of=audit").body().at("/entries/0");
      assertEquals("mute", entry.path("act").asText());
      assertEquals("key:warden", entry.at("/by/id").asText());
    }

    @Test
    void a_moderator_s_key_has_no_owner_s_powers_and_an_admin_s_has() {
      ann.joined(ROOM);
      String lock = "{\"members_only\":true}";
      assertEquals("rank_too_low", post(moderator, "set_lock", lock).reason());
      assertEquals(200, post(all, "set_lock", lock).status());
    }

    @Test
    void registers_a_topic_that_nobody_is_in_and_reads_its_settings_and_lists() {
      assertEquals(200, post(all, "register", "{\"title\":\"Lounge\"}").status());
      Answer settings = get(all, path(ROOM) + "/settings");
      assertEquals(200, settings.status(), settings::text);
      assertEquals("Lounge", settings.body().path("title").asText(), settings::text);
      post(all, "ban", "{\"member\":\"gSomebody\"}");
      JsonNode bans = get(all, path(ROOM) + "/list?of=bans").body();
      assertEquals("gSomebody", bans.at("/entries/0/member").asText(), bans::toString);
      assertEquals(200, post(all, "set_title", "{\"title\":\"Bar\"}").status());
      JsonNode audit = get(all, path(ROOM) + "/list?of=audit&limit=1").body();
      assertEquals("set_title", audit.at("/entries/0/act").asText(), audit::toString);
      assertTrue(audit.has("next"));
      Answer unregistered = post(all, "unregister", "");
      assertEquals(200, unregistered.status(), unregistered::text);
      awaitStatus(404, all, path(ROOM) + "/settings");
    }

    @Test
    void changes_settings_unless_somebody_else_has_since_they_were_read() {
      assertEquals(200, post(all, "register", "{}").status());
      String tag = etag(get(all, path(ROOM) + "/settings"));
      String lounge = "{\"label\":\"Lounge\"}";
      assertEquals(200, post(all, "configure", lounge, "If-Match", tag).status());
      Answer late = post(all, "configure", "{\"label\":\"Late\"}", "If-Match", tag);
      assertEquals(412, late.status());
      assertEquals("changed", late.reason());
      Answer settings = get(all, path(ROOM) + "/settings");
      assertEquals("Lounge", settings.body().path("label").asText(), settings::text);
      String bar = "{\"label\":\"Bar\"}";
      assertEquals(412, post(all, "configure", bar, "If-Match", "\"mine\"").status());
      assertEquals(200, post(all, "configure", bar, "If-Match", etag(settings)).status());
      assertEquals(200, post(all, "configure", lounge, "If-Match", "*").status());
    }

    private String etag(Answer settings) {
      return settings.response().headers().firstValue("ETag").orElseThrow();
    }

    @Test
    void refuses_a_condition_that_would_not_be_checked() {
      ann.joined(ROOM);
      Answer answer = post(all, "set_title", "{\"title\":\"Tea\"}", "If-Match", "\"1\"");
      assertEquals(400, answer.status());
      assertEquals("invalid", answer.reason());
      assertEquals(400, post(all, "unregister", "", "If-Match", "*").status());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void finds_in_the_audit_log_what_was_done_by_whom_to_whom_and_since_when(boolean isRegistered) {
      String anns = ann.joined(ROOM).at("/me/id").asText();
      if (isRegistered) {
        assertEquals(200, post(all, "register", "{}").status());
      }
      try (PhoenixClient bob = PhoenixClient.connect(server.port(), "bob")) {
        String bobs = bob.joined(ROOM).at("/me/id").asText();
        post(all, "mute", "{\"member\":\"" + bobs + "\"}");
        post(all, "mute", "{\"member\":\"" + anns + "\"}");
        post(moderator, "unmute", "{\"member\":\"" + bobs + "\"}");
        assertEquals("mute mute", acts("act=mute"));
        assertEquals("unmute", acts("by=key:warden"));
        assertEquals("unmute mute", acts("about=" + bobs));
        assertEquals("mute", acts("act=mute&by=key:all&about=" + bobs));
        assertEquals("", acts("since=9999999999999"));
        JsonNode first = audit("act=mute&limit=1");
        assertEquals(anns, first.at("/entries/0/about/id").asText());
        JsonNode second = audit("act=mute&limit=1&after=" + first.path("next").asText());
        assertEquals(bobs, second.at("/entries/0/about/id").asText());
        assertFalse(second.has("next"));
      }
    }

    private JsonNode audit(String query) {
      return get(all, path(ROOM) + "/list?of=audit&" + query).body();
    }

    private String acts(String query) {
      return String.join(" ", audit(query).path("entries").findValuesAsText("act"));
    }

    @Test
    void names_somebody_by_their_account_whether_they_are_here_or_not() {
      ann.joined(ROOM);
      String zoe = http.signUp("Zoe", "correct horse").body().at("/account/id").asText();
      String whom = "{\"account\":\"zoe\"}";
      assertEquals(200, post(moderator, "ban", whom, "Idempotency-Key", "1").status());
      JsonNode bans = get(all, path(ROOM) + "/list?of=bans").body();
      assertEquals(zoe, bans.at("/entries/0/member").asText(), bans::toString);
      Answer unknown = post(moderator, "ban", "{\"account\":\"nobody\"}");
      assertEquals(404, unknown.status());
      assertEquals("unknown_account", unknown.reason());
      assertEquals(409, post(moderator, "unban", whom, "Idempotency-Key", "1").status());
    }
  }

  @Nested
  class Banning_from_the_whole_server {
    private Answer send(String key, String method, String path, String body) {
      return http.send(method, "/bans" + path, body, "Authorization", "Bearer " + key);
    }

    @Test
    void keeps_somebody_out_until_it_is_lifted() {
      String id = ann.joined(ROOM).at("/me/id").asText();
      Answer banned =
          send(all, "POST", "", "{\"whom\":\"" + id + "\",\"ttl_ms\":60000,\"text\":\"spam\"}");
      assertEquals(200, banned.status(), banned::text);
      assertEquals("banned", ann.join("room:other", "{}").reason());
      JsonNode entry = send(all, "GET", "", "").body().at("/entries/0");
      assertEquals(id, entry.path("whom").asText());
      assertEquals("key:all", entry.path("by").asText());
      assertEquals("spam", entry.path("text").asText());
      assertEquals(204, send(all, "DELETE", "?whom=" + id, "").status());
      assertEquals(404, send(all, "DELETE", "?whom=" + id, "").status());
    }

    @Test
    void is_listed_in_pages_newest_first() {
      for (String whom : List.of("192.0.2.0/24", "198.51.101.0/24", "203.0.113.0/24")) {
        assertEquals(200, send(all, "POST", "", "{\"whom\":\"" + whom + "\"}").status());
      }
      JsonNode newest = send(all, "GET", "?limit=2", "").body();
      assertEquals(2, newest.path("entries").size(), newest::toString);
      String after = URLEncoder.encode(newest.path("next").asText(), StandardCharsets.UTF_8);
      JsonNode oldest = send(all, "GET", "?limit=2&after=" + after, "").body();
      assertEquals("192.0.2.0/24", oldest.at("/entries/0/whom").asText(), oldest::toString);
      assertFalse(oldest.has("next"));
      assertEquals(422, send(all, "GET", "?limit=101", "").status());
    }

    @Test
    void is_for_admins_alone_and_wants_somebody() {
      assertEquals(403, send(moderator, "GET", "", "").status());
      assertEquals(403, send(moderator, "POST", "", "{\"whom\":\"x\"}").status());
      for (String nobody : List.of("x", "site:ann", "127.0.0.1", "")) {
        assertEquals(422, send(all, "POST", "", "{\"whom\":\"" + nobody + "\"}").status(), nobody);
      }
      assertEquals(0, send(all, "GET", "", "").body().path("entries").size());
      assertEquals(422, send(all, "POST", "", "{\"whom\":\"192.0.2.0/99\"}").status());
      assertEquals(422, send(all, "POST", "", "{\"whom\":\"x\",\"ttl_ms\":\"soon\"}").status());
      assertEquals(422, send(all, "POST", "", "{}").status());
    }
  }

  @Nested
  class Banned_from_the_whole_server {
    private String ban(String whom) {
      Answer banned =
          http.send(
              "POST", "/bans", "{\"whom\":\"" + whom + "\"}", "Authorization", "Bearer " + all);
      assertEquals(200, banned.status(), banned::text);
      return banned.body().path("whom").asText();
    }

    @Test
    void is_an_account_by_its_name_and_a_client_by_any_of_its_addresses() {
      String id = http.signUp("Mallory", "correct horse").body().at("/account/id").asText();
      assertEquals(id, ban("mallory"));
      assertEquals("2001:db8::/64", ban("2001:db8::5"));
    }

    @Test
    void are_addresses_for_a_day_and_people_for_good_unless_somebody_says_for_how_long() {
      assertEquals(86_400_000, lifeOfBan("\"203.0.113.77\""));
      assertEquals(60_000, lifeOfBan("\"203.0.113.78\",\"ttl_ms\":60000"));
      assertEquals(0, lifeOfBan("\"gbobbobbobbobbobb\""));
    }

    /// In milliseconds; 0: for good.
    private long lifeOfBan(String whom) {
      JsonNode ban =
          http.send("POST", "/bans", "{\"whom\":" + whom + "}", "Authorization", "Bearer " + all)
              .body();
      return ban.has("until_at") ? ban.path("until_at").asLong() - ban.path("at").asLong() : 0;
    }

    @Test
    void nobody_gets_an_account_or_signs_in() {
      String password = "correct horse";
      ban("203.0.113.0/24");
      try (AccountsClient banned = new AccountsClient(server, "203.0.113.9")) {
        for (Answer answer :
            List.of(
                banned.signUp("Ann", password),
                banned.signIn("Ann", password),
                banned.setUp("x".repeat(22), "Ann", password),
                banned.resetPassword("x".repeat(22), password))) {
          assertEquals(403, answer.status());
          assertEquals("banned", answer.reason());
        }
      }
      assertEquals(201, http.signUp("Ann", password).status());
    }
  }

  /// All routes that the description names, but for those about topics and those that need no key.
  @Test
  void a_key_for_some_topics_can_do_nothing_to_the_whole_server() {
    List<String> asked = new ArrayList<>();
    JsonNode paths = http.send("GET", "/openapi.json", "").body().path("paths");
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        String security = operation.getValue().path("security").toString();
        if (security.contains("\"key\"") && !path.getKey().matches(".*/(topics|batch)(/.*)?")) {
          String method = operation.getKey().toUpperCase(Locale.ROOT);
          String route = path.getKey().replace("/api/v1", "").replaceAll("\\{.*?}", "ann");
          String body = method.equals("POST") ? "{}" : "";
          Answer answer = http.send(method, route, body, "Authorization", "Bearer " + elsewhere);
          assertEquals(403, answer.status(), () -> method + " " + route + ": " + answer.text());
          assertEquals("forbidden", answer.reason());
          asked.add(method + " " + route);
        }
      }
    }
    assertTrue(
        asked.containsAll(List.of("POST /bans", "GET /audit", "POST /invites")), asked::toString);
    assertTrue(asked.size() >= 13, asked::toString);
  }

  @Nested
  class In_a_batch {
    private JsonNode reply(String command) {
      Answer answer =
          http.send(
              "POST",
              "/batch",
              "{\"commands\":[" + command + "]}",
              "Authorization",
              "Bearer " + all);
      assertEquals(200, answer.status(), answer::text);
      return answer.body().at("/replies/0");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{'topic':'room:lobby','command':'clear','payload':'{}'}",
          "{'topic':'room:lobby','command':'clear','payload':['x']}",
          "{'topic':'room:lobby','command':'clear','payload':7}",
          "{'topic':'room:lobby','command':'clear','id':{}}",
          "{'topic':'room:lobby','command':'clear','id':1}",
          "{'topic':['room:lobby'],'command':'clear'}",
          "{'topic':'room:lobby','command':['clear']}",
          "{'topic':'room:lobby'}",
          "'clear'",
          "null"
        })
    void a_command_of_the_wrong_form_is_not_carried_out(String command) {
      ann.joined(ROOM);
      assertEquals("ok", ann.ask(ROOM, "send", "{\"body\":\"stays\"}").status());
      JsonNode reply = reply(command.replace('\'', '"'));
      assertEquals("error", reply.path("status").asText(), reply::toString);
      assertEquals("invalid", reply.at("/response/reason").asText(), reply::toString);
      JsonNode history = ann.ask(ROOM, "history", "{}").response();
      assertEquals("stays", history.at("/messages/0/body").asText(), history::toString);
    }

    @Test
    void a_command_needs_no_payload() {
      ann.joined(ROOM);
      JsonNode reply = reply("{\"topic\":\"room:lobby\",\"command\":\"clear\",\"payload\":null}");
      assertEquals("ok", reply.path("status").asText(), reply::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"why", "refresh"})
  void words_that_no_topic_is_asked_reach_no_extension(String word) {
    ann.joined("conformance:a");
    Answer answer = toExtension(word);
    assertTrue(Set.of(404, 422).contains(answer.status()), answer.text());
  }

  @Test
  void what_an_extension_does_not_do_is_a_problem_with_what_it_replied() {
    ann.joined("conformance:a");
    Answer answer = toExtension("maybe");
    assertEquals(422, answer.status(), answer::text);
    assertEquals("perhaps", answer.reason());
    assertEquals(422, answer.body().path("status").asInt());
    assertEquals(1, answer.body().path("chance").asInt());
    assertEquals(200, toExtension("shout").status());
  }

  private Answer toExtension(String word) {
    return http.send(
        "POST", path("conformance:a") + "/" + word, "{}", "Authorization", "Bearer " + all);
  }

  @Nested
  class Looking {
    @Test
    void lists_topics_that_the_key_is_for_listed_or_not() {
      ann.joined(ROOM);
      assertEquals(ROOM, get(reader, "/topics").body().at("/topics/0/name").asText());
      assertTrue(get(elsewhere, "/topics").body().path("topics").isEmpty());
    }

    @Test
    void shows_what_a_topic_is_now() {
      ann.joined(ROOM);
      assertEquals("ok", ann.ask(ROOM, "set_title", "{\"title\":\"Tea\"}").status());
      JsonNode now = get(reader, path(ROOM)).body();
      assertEquals("Tea", now.at("/topic/title").asText());
      assertEquals(1, now.at("/topic/members").asInt());
      assertEquals(1, now.path("seq").asLong());
      assertEquals(404, get(reader, path("room:nobody")).status());
    }

    @Test
    void the_roster_in_pages() {
      ann.joined(ROOM);
      JsonNode roster = get(reader, path(ROOM) + "/roster?limit=1").body();
      assertEquals("ann", roster.at("/members/0/nick").asText());
    }

    @Test
    void who_is_muted_with_a_key_that_may_moderate() {
      ann.joined(ROOM);
      try (PhoenixClient bob = PhoenixClient.connect(server.port(), "bob")) {
        String id = bob.joined(ROOM).at("/me/id").asText();
        String payload = "{\"member\":\"" + id + "\",\"ttl_ms\":60000}";
        assertEquals(200, post(moderator, "mute", payload).status());
        String roster = path(ROOM) + "/roster";
        assertTrue(get(all, roster).text().contains("muted_until_at"));
        assertFalse(get(reader, roster).text().contains("muted_until_at"));
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "room:a/b",
          "room:a//b/",
          "room:..",
          "room:a/../b",
          "room:@+#=-~_.:",
          "room:grüße",
          "room:部屋",
          "room:send"
        })
    void a_topic_with_any_name_that_it_can_have(String name) {
      assertEquals("ok", ann.join(name, "{}").status());
      Answer answer = get(reader, path(name));
      assertEquals(200, answer.status(), answer::text);
      assertEquals(name, answer.body().at("/topic/name").asText());
    }
  }

  @Nested
  class Refused {
    @Test
    void without_a_key_or_with_a_wrong_one() {
      ann.joined(ROOM);
      assertEquals(401, http.send("GET", "/topics", "").status());
      assertEquals(401, get("hbk_AAAAAAAAAAAA_" + "x".repeat(43), "/topics").status());
      String forged = reader.substring(0, reader.length() - 1) + (reader.endsWith("A") ? "B" : "A");
      Answer answer = get(forged, "/topics");
      assertEquals(401, answer.status());
      assertEquals("bad_token", answer.reason());
      assertFalse(answer.text().contains(forged));
    }

    @Test
    void beyond_the_scopes_of_its_key() {
      String id = ann.joined(ROOM).at("/me/id").asText();
      Answer answer = post(reader, "send", "{\"body\":\"hi\"}");
      assertEquals(403, answer.status());
      assertEquals("publish", answer.body().path("scope").asText());
      assertEquals(403, post(publisher, "set_title", "{\"title\":\"x\"}").status());
      assertEquals(403, post(elsewhere, "send", "{\"body\":\"hi\"}").status());
      assertEquals(403, get(publisher, path(ROOM)).status());
      Answer list = get(reader, path(ROOM) + "/list?of=mutes");
      assertEquals("moderate", list.body().path("scope").asText());
      Answer whois = get(reader, path(ROOM) + "/whois?member=" + id);
      assertEquals("moderate", whois.body().path("scope").asText(), whois::text);
      assertEquals(200, get(moderator, path(ROOM) + "/whois?member=" + id).status());
    }

    @Test
    void bad_bodies() {
      ann.joined(ROOM);
      assertEquals(400, post(all, "send", "{").status());
      assertEquals(400, post(all, "send", "[]").status());
      assertEquals(400, post(all, "send", "{\"body\":\"a\",\"body\":\"b\"}").status());
      assertEquals(400, post(all, "send", "{} {}").status());
      assertEquals("empty", post(all, "send", "{\"body\":\" \"}").reason());
      Answer invalid = post(all, "send", "{\"body\":7}");
      assertEquals(422, invalid.status());
      assertEquals("body", invalid.body().path("field").asText());
      assertEquals(
          "too_long", post(all, "send", "{\"body\":\"" + "x".repeat(5000) + "\"}").reason());
      for (int length : List.of(100_000, 10_000_000)) {
        assertEquals(413, post(all, "send", "{\"body\":\"" + "x".repeat(length) + "\"}").status());
      }
      assertEquals(415, post(all, "send", "body=hi", "Content-Type", "text/plain").status());
      assertEquals(404, post(all, "dance", "{}").status());
      assertEquals(
          400, post(all, "send", "{\"body\":\"x\"}", "Idempotency-Key", "x".repeat(65)).status());
    }
  }

  @Test
  void a_key_that_asks_too_often_is_told_when_to_come_back() {
    stop();
    start("1/m");
    ann.joined(ROOM);
    Answer answer = get(reader, path(ROOM));
    for (int i = 0; i < 20 && answer.status() == 200; i++) {
      answer = get(reader, path(ROOM));
    }
    assertEquals(429, answer.status());
    assertTrue(answer.response().headers().firstValue("Retry-After").isPresent());
    assertEquals(200, get(all, path(ROOM)).status());
  }
}
