package hubbub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hubbub.identity.Site;
import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.TestServer;
import hubbub.store.StoreSettings;
import hubbub.store.TestPostgres;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// A registered room, and what it remembers when a server is gone and another one comes.
@ParameterizedClass
@ValueSource(strings = {"SQLite", "PostgreSQL"})
class RegisteredRoomTest {
  private static final String ROOM = "room:lounge";
  private static final Map<String, String> OWNER = Map.of("room:*", "owner");

  @Parameter private String database = "";
  @TempDir private Path data;
  private Map<String, String> settings = Map.of();

  @BeforeEach
  void chooseDatabase() {
    settings = new HashMap<>(Site.settings());
    settings.put("hubbub.spam.enabled", "false");
    settings.put("hubbub.data", data.toString());
    if (database.equals("PostgreSQL")) {
      StoreSettings fresh = TestPostgres.fresh();
      settings.put("hubbub.store.url", fresh.url());
      settings.put("hubbub.store.user", fresh.user());
    }
  }

  private TestServer start() {
    return TestServer.start(settings);
  }

  /// What a server that was killed leaves: nothing but what is stored.
  private void loseHandover() throws IOException {
    assertTrue(Files.deleteIfExists(data.resolve("handover")));
  }

  private static PhoenixClient site(TestServer server, String name, Map<String, String> ranks) {
    String token = URLEncoder.encode(Site.token(name, 3600, ranks), StandardCharsets.UTF_8);
    return PhoenixClient.open(server.port(), "?vsn=2.0.0&token=" + token);
  }

  private static PhoenixClient owner(TestServer server) {
    return site(server, "ann", OWNER);
  }

  private static PhoenixClient member(TestServer server, String name) {
    return site(server, name, Map.of());
  }

  private static PhoenixClient guest(TestServer server, String name, String address) {
    return PhoenixClient.open(
        server.port(), "?vsn=2.0.0&name=" + name, "X-Forwarded-For: " + address + "\r\n");
  }

  private static JsonNode ok(PhoenixClient who, String event, String payload) {
    PhoenixClient.Frame reply = who.ask(ROOM, event, payload);
    assertEquals("ok", reply.status(), () -> event + ": " + reply.response());
    return reply.response();
  }

  private static String idOf(JsonNode joined) {
    return joined.at("/me/id").asText();
  }

  private static List<String> texts(JsonNode entries, String field) {
    return StreamSupport.stream(entries.path("entries").spliterator(), false)
        .map(entry -> entry.at(field).asText())
        .toList();
  }

  @Test
  void is_after_a_crash_what_it_was_with_its_ranks_its_bans_and_who_did_what() throws IOException {
    String bob;
    try (TestServer server = start();
        PhoenixClient ann = owner(server);
        PhoenixClient eve = member(server, "eve");
        PhoenixClient dan = member(server, "dan");
        PhoenixClient bobs = member(server, "bob")) {
      assertFalse(ann.joined(ROOM).at("/topic/registered").asBoolean());
      ok(ann, "register", "{\"title\":\"Lounge\",\"label\":\"The lounge\",\"rules\":\"Be kind\"}");
      assertTrue(ann.event("settings_changed").at("/topic/registered").asBoolean());
      String eves = idOf(eve.joined(ROOM));
      String dans = idOf(dan.joined(ROOM));
      bob = idOf(bobs.joined(ROOM));
      ok(ann, "grant", "{\"member\":\"" + eves + "\",\"rank\":\"moderator\",\"lasting\":true}");
      ok(
          ann,
          "grant",
          "{\"member\":\"" + dans + "\",\"rank\":\"vip\",\"lasting\":true,\"ttl_ms\":600000}");
      ok(eve, "set_quiet", "{\"min_rank\":\"member\",\"ttl_ms\":120000}");
      ok(eve, "ban", "{\"member\":\"" + bob + "\",\"text\":\"spam\"}");
      JsonNode close = bobs.next(frame -> frame.event().equals("phx_close")).payload();
      assertEquals("banned", close.path("reason").asText());
      assertEquals("spam", close.path("text").asText());
    }
    loseHandover();
    try (TestServer server = start();
        PhoenixClient eve = member(server, "eve");
        PhoenixClient dan = member(server, "dan");
        PhoenixClient bobs = member(server, "bob")) {
      JsonNode joined = eve.joined(ROOM);
      assertEquals("Lounge", joined.at("/topic/title").asText());
      assertEquals("The lounge", joined.at("/topic/label").asText());
      assertEquals("moderator", joined.at("/me/rank").asText());
      assertEquals("vip", dan.joined(ROOM).at("/me/rank").asText());
      PhoenixClient.Frame refused = bobs.join(ROOM, "{}");
      assertEquals("banned", refused.reason());
      assertEquals("spam", refused.response().path("text").asText());

      assertEquals(List.of(bob), texts(ok(eve, "list", "{\"of\":\"bans\"}"), "/member"));
      JsonNode audit = ok(eve, "list", "{\"of\":\"audit\"}");
      assertEquals(List.of("ban", "set_quiet", "grant", "grant", "register"), texts(audit, "/act"));
      assertEquals("eve", audit.at("/entries/0/by/nick").asText());
      assertEquals(bob, audit.at("/entries/0/about/id").asText());
      assertEquals("spam", audit.at("/entries/0/text").asText());
      ok(eve, "unban", "{\"member\":\"" + bob + "\"}");
      assertEquals(bob, idOf(bobs.joined(ROOM)));
    }
  }

  @Test
  void can_ban_and_rank_people_by_what_their_site_calls_them_though_they_never_came() {
    try (TestServer server = start();
        PhoenixClient ann = owner(server);
        PhoenixClient bob = member(server, "bob");
        PhoenixClient eve = member(server, "eve")) {
      ann.joined(ROOM);
      ok(ann, "register", "{}");
      ok(ann, "ban", "{\"account\":\"site:bob\"}");
      ok(ann, "grant", "{\"account\":\"site:eve\",\"rank\":\"vip\",\"lasting\":true}");
      assertEquals("banned", bob.join(ROOM, "{}").reason());
      assertEquals("vip", eve.joined(ROOM).at("/me/rank").asText());
      for (String nobody : List.of("elsewhere:bob", "bob", "")) {
        assertEquals(
            "unknown_account", ann.ask(ROOM, "ban", "{\"account\":\"" + nobody + "\"}").reason());
      }
    }
  }

  @Test
  void keeps_a_guests_address_out_whom_it_banned_and_tells_nobody_which_it_is() throws IOException {
    try (TestServer server = start();
        PhoenixClient ann = owner(server);
        PhoenixClient troll = guest(server, "troll", "198.51.100.7")) {
      ann.joined(ROOM);
      ok(ann, "register", "{}");
      String id = idOf(troll.joined(ROOM));
      ok(ann, "ban", "{\"member\":\"" + id + "\"}");
    }
    loseHandover();
    try (TestServer server = start();
        PhoenixClient ann = owner(server);
        PhoenixClient troll = guest(server, "angel", "198.51.100.7");
        PhoenixClient other = guest(server, "other", "198.51.100.8")) {
      ann.joined(ROOM);
      PhoenixClient.Frame refused = troll.join(ROOM, "{}");
      assertEquals("banned", refused.reason());
      assertEquals("address", refused.response().path("scope").asText());
      assertTrue(refused.response().path("until_at").asLong() > 0);
      other.joined(ROOM);
      JsonNode bans = ok(ann, "list", "{\"of\":\"bans\"}");
      assertFalse(bans.toString().contains("198.51"), bans.toString());
      assertFalse(ok(ann, "list", "{\"of\":\"audit\"}").toString().contains("198.51"));
      String tag = bans.findValue("prefix").asText();
      ok(ann, "unban", "{\"prefix\":\"" + tag + "\"}");
      troll.joined(ROOM);
    }
  }

  @Test
  void is_configured_by_its_owner_and_starts_so_with_its_password() throws IOException {
    try (TestServer server = start();
        PhoenixClient ann = owner(server);
        PhoenixClient bob = member(server, "bob")) {
      ann.joined(ROOM);
      ok(ann, "register", "{\"quiet_min_rank\":\"member\",\"slow_interval_ms\":5000}");
      ok(ann, "configure", "{\"password\":\"leaf\",\"listed\":true,\"language\":\"de\"}");
      assertEquals("wrong_password", bob.join(ROOM, "{}").reason());
      JsonNode shown = ok(ann, "settings", "{}");
      assertEquals("member", shown.path("quiet_min_rank").asText());
      assertEquals(5000, shown.path("slow_interval_ms").asInt());
      assertTrue(shown.at("/lock/password").asBoolean());
      assertFalse(shown.toString().contains("leaf"));
      assertEquals("rank_too_low", bobsRefusal(bob));
    }
    loseHandover();
    try (TestServer server = start();
        PhoenixClient bob = member(server, "bob")) {
      assertEquals("wrong_password", bob.join(ROOM, "{\"password\":\"stem\"}").reason());
      JsonNode joined = bob.join(ROOM, "{\"password\":\"leaf\"}").response();
      assertEquals("member", joined.at("/topic/quiet/min_rank").asText());
      assertEquals("guest", joined.at("/me/rank").asText());
      assertEquals("de", joined.at("/topic/language").asText());
    }
  }

  @Test
  void keeps_out_its_owners_words_and_links_at_once_and_after_a_crash() throws IOException {
    settings.put("hubbub.spam.enabled", "true");
    try (TestServer server = start();
        PhoenixClient ann = owner(server);
        PhoenixClient bob = member(server, "bob");
        PhoenixClient eve = member(server, "eve")) {
      ann.joined(ROOM);
      ok(ann, "register", "{}");
      bob.joined(ROOM);
      eve.joined(ROOM);
      ok(bob, "send", "{\"body\":\"more grog\"}");
      ok(
          ann,
          "configure",
          "{\"words\":[\"grog\"],\"words_action\":\"mask\",\"links\":{\"deny\":[\"example.com\"]}}");
      ok(bob, "send", "{\"body\":\"ever more grog\"}");
      assertEquals("more grog", ann.event("message").path("body").asText());
      assertEquals("ever more ****", ann.event("message").path("body").asText());
      assertEquals("links", rule(eve.ask(ROOM, "send", "{\"body\":\"see example.com\"}")));
      JsonNode shown = ok(ann, "settings", "{}");
      assertEquals("[\"grog\"]", shown.path("words").toString());
      assertEquals("mask", shown.path("words_action").asText());
      assertEquals("{\"allow\":[],\"deny\":[\"example.com\"]}", shown.path("links").toString());
    }
    loseHandover();
    try (TestServer server = start();
        PhoenixClient ann = owner(server);
        PhoenixClient bob = member(server, "bob")) {
      assertFalse(bob.joined(ROOM).toString().contains("grog"));
      assertEquals("links", rule(bob.ask(ROOM, "send", "{\"body\":\"example.com\"}")));
      ann.joined(ROOM);
      ok(ann, "configure", "{\"links\":{\"deny\":[]},\"words_action\":\"refuse\"}");
      ok(bob, "send", "{\"body\":\"see example.com\"}");
      assertEquals("words", rule(bob.ask(ROOM, "send", "{\"body\":\"grog\"}")));
      assertEquals("invalid", ann.ask(ROOM, "configure", "{\"words\":[\"...\"]}").reason());
    }
  }

  @Test
  void keeps_them_out_of_the_nick_of_whoever_is_the_first_to_come() throws IOException {
    settings.put("hubbub.spam.enabled", "true");
    JsonNode inLiveRoom;
    try (TestServer server = start();
        PhoenixClient ann = owner(server);
        PhoenixClient eve = guest(server, "grog", "203.0.113.7")) {
      ann.joined(ROOM);
      ok(
          ann,
          "register",
          "{\"words\":[\"grog\",\"guest*\"],\"links\":{\"deny\":[\"example.com\"]}}");
      inLiveRoom = eve.join(ROOM, "{}").response();
    }
    loseHandover();
    try (TestServer server = start();
        PhoenixClient ann = owner(server);
        PhoenixClient eve = guest(server, "grog", "203.0.113.7");
        PhoenixClient dan = member(server, "www.example.com");
        PhoenixClient warden = site(server, "Grog", Map.of("room:*", "moderator"));
        PhoenixClient nameless = PhoenixClient.open(server.port(), "?vsn=2.0.0")) {
      PhoenixClient.Frame refused = eve.join(ROOM, "{}");
      assertEquals("words", rule(refused));
      assertEquals(inLiveRoom, refused.response());
      assertEquals(refused.response(), eve.event("phx_close"));
      assertEquals("links", rule(dan.join(ROOM, "{}")));
      assertEquals(1, ann.joined(ROOM).at("/topic/members").asInt());
      assertEquals(1, ann.event("presence_state").size());
      nameless.joined(ROOM);
      warden.joined(ROOM);
    }
  }

  private static String rule(PhoenixClient.Frame reply) {
    assertEquals("spam", reply.reason());
    return reply.response().path("rule").asText();
  }

  private static String bobsRefusal(PhoenixClient bob) {
    assertEquals("ok", bob.join(ROOM, "{\"password\":\"leaf\"}").status());
    return bob.ask(ROOM, "configure", "{\"title\":\"Mine\"}").reason();
  }

  @Test
  void forgets_everything_when_it_is_unregistered() throws IOException {
    try (TestServer server = start();
        PhoenixClient ann = owner(server)) {
      ann.joined(ROOM);
      ok(ann, "register", "{\"title\":\"Lounge\"}");
      ok(ann, "unregister", "{}");
      assertEquals("no_such_topic", ann.ask(ROOM, "unregister", "{}").reason());
    }
    loseHandover();
    try (TestServer server = start();
        PhoenixClient bob = member(server, "bob")) {
      assertEquals("", bob.joined(ROOM).at("/topic/title").asText());
    }
  }

  @Test
  void is_as_it_was_after_an_orderly_restart_modes_and_all() {
    try (TestServer server = start();
        PhoenixClient ann = owner(server)) {
      ann.joined(ROOM);
      ok(ann, "register", "{\"title\":\"Lounge\"}");
      ok(ann, "set_quiet", "{\"min_rank\":\"vip\"}");
    }
    try (TestServer server = start();
        PhoenixClient ann = owner(server)) {
      JsonNode joined = ann.joined(ROOM);
      assertTrue(joined.at("/topic/registered").asBoolean());
      assertEquals("Lounge", joined.at("/topic/title").asText());
      assertEquals("vip", joined.at("/topic/quiet/min_rank").asText());
      ok(ann, "configure", "{\"title\":\"Parlour\"}");
    }
  }
}
