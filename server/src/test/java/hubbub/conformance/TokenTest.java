package hubbub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hubbub.identity.Site;
import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.RawSocket;
import hubbub.phoenix.TestServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A site's users, who come with tokens.
class TokenTest {
  @AutoClose private static final TestServer server = TestServer.start(Site.settings());

  private static final Map<String, String> OWNER = Map.of("room:*", "owner");
  private static final Map<String, String> NONE = Map.of();

  private static PhoenixClient connect(String token) {
    return PhoenixClient.open(server.port(), "?vsn=2.0.0&token=" + encoded(token));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static int status(TestServer server, String query, String more) throws IOException {
    try (RawSocket socket =
        RawSocket.send(server.port(), RawSocket.handshake(server.port(), query, more))) {
      return Integer.parseInt(socket.head().substring(9, 12));
    }
  }

  private static String bearer(String base64) {
    return "Sec-WebSocket-Protocol: phoenix, base64url.bearer.phx." + base64 + "\r\n";
  }

  private static String refresh(String token) {
    return "{\"token\":\"" + token + "\"}";
  }

  @Nested
  class Signing_in_as_one_who_is_here_as_a_guest {
    private static final String ROOM = "room:signing-in";

    private TestServer withFounders() {
      Map<String, String> settings = new HashMap<>(Site.settings());
      settings.put("hubbub.kinds.room.founder-rank", "moderator");
      return TestServer.start(settings);
    }

    private PhoenixClient user(TestServer at, String name) {
      String token = encoded(Site.token(name, 3600, NONE));
      return PhoenixClient.open(at.port(), "?vsn=2.0.0&token=" + token);
    }

    @Test
    void takes_the_guests_place_by_its_key_with_nick_and_rank() {
      try (TestServer at = withFounders();
          PhoenixClient guest = PhoenixClient.connect(at.port(), "ann");
          PhoenixClient ann = user(at, "ann")) {
        String key = guest.joined(ROOM).at("/me/key").asText();
        JsonNode me = ann.join(ROOM, "{\"key\":\"" + key + "\"}").response().path("me");
        assertEquals("ann", me.path("nick").asText(), me::toString);
        assertEquals("moderator", me.path("rank").asText());
        assertEquals("{}", guest.event("phx_close").toString());
        assertEquals(1, ann.ask(ROOM, "roster", "{}").response().path("members").size());
      }
    }

    @Test
    void is_a_join_like_any_other_without_the_key() {
      try (TestServer at = withFounders();
          PhoenixClient guest = PhoenixClient.connect(at.port(), "guest");
          PhoenixClient ann = user(at, "ann")) {
        String key = guest.joined(ROOM).at("/me/key").asText();
        String forged = (key.startsWith("A") ? "B" : "A") + key.substring(1);
        JsonNode me = ann.join(ROOM, "{\"key\":\"" + forged + "\"}").response().path("me");
        assertEquals("guest", me.path("rank").asText(), me::toString);
        assertEquals(2, ann.ask(ROOM, "roster", "{}").response().path("members").size());
      }
    }
  }

  @Nested
  class Connecting {
    @Test
    void with_a_token_makes_one_the_user_that_it_names() {
      try (PhoenixClient ann = connect(Site.token("ann", 3600, OWNER))) {
        JsonNode me = ann.joined("room:tokens").path("me");
        assertTrue(me.path("id").asText().startsWith("t"), me.toString());
        assertEquals("ann", me.path("nick").asText());
        assertEquals("owner", me.path("rank").asText());
        assertEquals("site:ann", me.path("account").asText());
        assertTrue(me.path("key").isMissingNode(), me.toString());
      }
    }

    @Test
    void as_phoenix_js_does_it_works_in_both_alphabets_padded_or_not() throws IOException {
      byte[] token =
          Site.token(claims -> claims.claim("name", "Ünïcödé")).getBytes(StandardCharsets.UTF_8);
      for (Base64.Encoder encoder :
          new Base64.Encoder[] {Base64.getEncoder(), Base64.getUrlEncoder()}) {
        for (String text :
            new String[] {
              encoder.encodeToString(token), encoder.withoutPadding().encodeToString(token)
            }) {
          assertEquals(101, status(server, "?vsn=2.0.0", bearer(text)));
        }
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b.c", "undefined"})
    void with_what_is_no_token_is_forbidden(String token) throws IOException {
      assertEquals(403, status(server, "?vsn=2.0.0&token=" + token, ""));
    }

    @Test
    void with_a_forged_token_is_forbidden_and_never_makes_a_guest() throws IOException {
      String forged = Site.hs256(Site.claims(Instant.now()).build(), new byte[32]);
      assertEquals(403, status(server, "?vsn=2.0.0&token=" + forged, ""));
      String base64 = Base64.getEncoder().encodeToString(forged.getBytes(StandardCharsets.UTF_8));
      assertEquals(403, status(server, "?vsn=2.0.0", bearer(base64)));
      assertEquals(403, status(server, "?vsn=2.0.0", bearer("%%%")));
      String good =
          Base64.getEncoder().encodeToString(Site.token(_ -> {}).getBytes(StandardCharsets.UTF_8));
      String two = good + ", base64url.bearer.phx." + good;
      assertEquals(403, status(server, "?vsn=2.0.0", bearer(two)));
      assertEquals(101, status(server, "?vsn=2.0.0", bearer(good)));
    }

    @Test
    void without_a_token_is_forbidden_where_one_is_required() throws IOException {
      Map<String, String> settings = new HashMap<>(Site.settings());
      settings.put("hubbub.tokens.required", "true");
      try (TestServer closed = TestServer.start(settings)) {
        assertEquals(403, status(closed, "?vsn=2.0.0&name=ann", ""));
        assertEquals(101, status(closed, "?vsn=2.0.0&token=" + Site.token(_ -> {}), ""));
      }
    }

    @Test
    void has_to_wait_while_the_issuers_keys_cannot_be_fetched() throws IOException {
      Map<String, String> settings = new HashMap<>(Site.settings());
      settings.remove("hubbub.tokens.site.secret");
      settings.put("hubbub.tokens.site.jwks", "http://127.0.0.1:1/keys");
      try (TestServer waiting = TestServer.start(settings)) {
        String token = Site.rs256(Site.claims(Instant.now()).build(), "1");
        assertEquals(503, status(waiting, "?vsn=2.0.0&token=" + token, ""));
        assertEquals(101, status(waiting, "?vsn=2.0.0&name=ann", ""));
      }
    }
  }

  @Nested
  class Joining {
    @Test
    void with_a_token_that_has_ended_is_refused_for_good_and_the_connection_stays() {
      try (PhoenixClient late = connect(Site.token("late", -1, NONE))) {
        PhoenixClient.Frame reply = late.join("room:tokens", "{}");
        assertEquals("token_expired", reply.reason());
        assertEquals("token_expired", late.event("phx_close").path("reason").asText());
        assertEquals("token_expired", late.join("room:tokens", "{}").reason());
      }
    }

    @Test
    void first_makes_nobody_a_moderator_where_a_site_knows_its_users() {
      try (PhoenixClient guest = PhoenixClient.connect(server.port(), "first")) {
        assertEquals("guest", guest.joined("room:founded").path("me").path("rank").asText());
      }
    }

    @Test
    void with_a_guests_key_changes_nothing_for_a_sites_user() {
      try (PhoenixClient guest = PhoenixClient.connect(server.port(), "gus");
          PhoenixClient ann = connect(Site.token("keyed", 3600, OWNER))) {
        String key = guest.joined("room:keys").path("me").path("key").asText();
        PhoenixClient.Frame reply = ann.join("room:keys", "{\"key\":\"" + key + "\"}");
        assertTrue(reply.response().path("me").path("id").asText().startsWith("t"));
      }
    }
  }

  @Nested
  class Badges {
    @Test
    void are_seen_by_everybody_next_to_the_nick() {
      String token = Site.token(claims -> claims.claim("hubbub.badges", List.of("staff", "über")));
      try (PhoenixClient ann = connect(token);
          PhoenixClient bob = PhoenixClient.connect(server.port(), "bob")) {
        JsonNode me = ann.joined("room:badges").path("me");
        assertEquals("[\"staff\",\"über\"]", me.path("badges").toString());
        JsonNode mine = bob.joined("room:badges").path("me");
        assertTrue(mine.path("badges").isMissingNode());
        JsonNode present = bob.event("presence_state").path(me.path("id").asText());
        assertEquals(me.path("badges"), present.path("metas").path(0).path("badges"));
        assertEquals("ok", ann.ask("room:badges", "send", "{\"body\":\"hi\"}").status());
        assertEquals(me.path("badges"), bob.event("message").path("from").path("badges"));
      }
    }
  }

  @Nested
  class Over_time {
    @Test
    void a_client_is_warned_on_each_topic_and_closed_at_the_end() throws IOException {
      try (PhoenixClient ann = connect(Site.token("brief", 2, NONE))) {
        ann.joined("room:one");
        ann.joined("room:two");
        for (String topic : new String[] {"room:one", "room:two"}) {
          PhoenixClient.Frame warned =
              ann.next(it -> it.event().equals("token_expiring") && it.topic().equals(topic));
          assertTrue(warned.payload().path("at").asLong() > 0);
          assertTrue(warned.payload().path("seq").isMissingNode());
        }
        assertEquals(1008, ann.raw().closeCode());
      }
    }

    @Test
    void a_new_token_prolongs_the_connection() {
      try (PhoenixClient ann = connect(Site.token("longer", 30, NONE))) {
        ann.joined("room:longer");
        ann.event("token_expiring");
        String longer = Site.token("longer", 3600, NONE);
        assertEquals("ok", ann.ask("room:longer", "refresh", refresh(longer)).status());
        long soon = System.currentTimeMillis() + 50_000;
        assertEquals(
            "ok",
            ann.ask("room:longer", "refresh", refresh(Site.token("longer", 50, NONE))).status());
        assertTrue(ann.event("token_expiring").path("at").asLong() >= soon - 5_000);
      }
    }

    @Test
    void a_new_tokens_rank_counts_at_once_in_all_topics() {
      try (PhoenixClient ann = connect(Site.token("lower", 3600, OWNER));
          PhoenixClient bob = connect(Site.token("watcher", 3600, NONE))) {
        for (String topic : new String[] {"room:here", "room:there"}) {
          ann.joined(topic);
          bob.joined(topic);
        }
        assertEquals("ok", ann.ask("room:here", "set_title", "{\"title\":\"a\"}").status());
        String lower = Site.token("lower", 3600, NONE);
        assertEquals("ok", ann.ask("room:here", "refresh", refresh(lower)).status());
        for (String topic : new String[] {"room:here", "room:there"}) {
          assertEquals("rank_too_low", ann.ask(topic, "set_title", "{\"title\":\"b\"}").reason());
          JsonNode told =
              bob.next(it -> it.event().equals("rank_changed") && it.topic().equals(topic))
                  .payload();
          assertEquals("guest", told.path("rank").asText());
        }
      }
    }

    @Test
    void a_token_of_somebody_else_or_of_nobody_prolongs_nothing() {
      try (PhoenixClient ann = connect(Site.token("same", 3600, NONE));
          PhoenixClient guest = PhoenixClient.connect(server.port(), "gwen")) {
        ann.joined("room:same");
        guest.joined("room:same");
        String[] bad = {Site.token("other", 3600, OWNER), Site.token("same", -1, OWNER), "a.b.c"};
        for (String token : bad) {
          assertEquals("bad_token", ann.ask("room:same", "refresh", refresh(token)).reason());
        }
        String good = Site.token("same", 3600, OWNER);
        assertEquals("bad_token", guest.ask("room:same", "refresh", refresh(good)).reason());
        assertEquals("invalid", ann.ask("room:same", "refresh", "{}").reason());
      }
    }

    @Test
    void a_revoked_token_ends_the_connection_and_lets_nobody_join() throws IOException {
      String token = Site.token(claims -> claims.subject("gone").jwtID("the-one"));
      try (PhoenixClient ann = connect(token)) {
        ann.joined("room:revoked");
        server.hubbub().revocations().revoke("site", "the-one", Instant.now().plusSeconds(3600));
        assertEquals(1008, ann.raw().closeCode());
      }
      try (PhoenixClient again = connect(token)) {
        assertEquals("token_expired", again.join("room:revoked", "{}").reason());
      }
    }
  }
}
