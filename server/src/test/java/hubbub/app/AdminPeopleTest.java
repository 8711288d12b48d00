package hubbub.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hubbub.app.AdminRequest.Answer;
import hubbub.identity.Site;
import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What operators hand out of a person, and erase, with `./hubbub admin`.
class AdminPeopleTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROOM = "room:lounge";
  private static final String NAME = "Ann 'or' 1=1 😀";
  private static final String CREDENTIALS =
      "{\"name\": \"" + NAME + "\", \"password\": \"correct horse\"}";

  @TempDir private Path data;

  private AdminConsole console;

  @BeforeEach
  void open() {
    console = new AdminConsole(settings());
  }

  private Map<String, String> settings() {
    return Map.of("hubbub.data", data.toString(), "hubbub.spam.enabled", "false");
  }

  private static HttpResponse<String> post(TestServer server, String path) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/v1" + path))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(CREDENTIALS))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode exported(String whom) throws BadSetting {
    return json(String.join("\n", console.does("export-account", whom)));
  }

  private static PhoenixClient guest(TestServer server, String name) {
    return PhoenixClient.connect(server.port(), name);
  }

  private static void says(PhoenixClient who, String body) {
    assertEquals("ok", who.ask(ROOM, "send", "{\"body\": \"" + body + "\"}").status());
  }

  @Nested
  class An_export {
    @Test
    void has_account_sessions_audit_and_what_live_rooms_hold() throws BadSetting {
      try (TestServer server = TestServer.start(settings())) {
        JsonNode account = json(post(server, "/accounts").body());
        String id = account.at("/account/id").asText();
        String token = account.path("token").asText();
        try (PhoenixClient ann = PhoenixClient.open(server.port(), "?vsn=2.0.0&token=" + token)) {
          ann.joined(ROOM);
          says(ann, "it's me 😀");
          console.does("ban", "gbobbobbobbobbobb", "--topic", ROOM);
          console.does("rank", id, "owner", "--topic", ROOM);
          JsonNode all = exported(NAME);
          assertEquals(id, all.path("id").asText());
          assertEquals(NAME, all.at("/account/0/name").asText());
          assertEquals(1, all.path("sessions").size());
          assertEquals("it's me 😀", all.at("/live_messages/0/body").asText());
          assertEquals("owner", all.at("/live_topics/0/rank").asText());
          assertEquals("grant", all.at("/live_topics/0/audit/0/act").asText());
          assertFalse(all.toString().contains("argon2"));
        }
      }
    }

    @Test
    void has_by_what_name_tokens_of_a_sites_user_were_revoked_until_that_ends() throws BadSetting {
      Map<String, String> settings = new HashMap<>(Site.settings());
      settings.putAll(settings());
      console = new AdminConsole(settings);
      try (TestServer _ = TestServer.start(settings)) {
        console.does("revoke-token", "site:ann");
        console.does("revoke-token", "site:bob");
        JsonNode all = exported("site:ann");
        assertEquals(1, all.path("revocations").size());
        assertEquals("ann", all.at("/revocations/0/name").asText());
        assertTrue(all.at("/revocations/0/issued_before").asText().endsWith("Z"));
        console.does("erase-account", "site:ann");
        assertEquals("ann", exported("site:ann").at("/revocations/0/name").asText());
      }
    }

    @Test
    void of_somebody_unknown_is_refused() throws BadSetting {
      TestServer.start(settings()).close();
      assertEquals(
          List.of("nothing is kept about nobody"), console.run("export-account", "nobody").lines());
      assertFalse(console.run("export-account", "site:ann").isOk());
      assertFalse(console.run("export-account").isOk());
    }
  }

  @Nested
  class Erasing_a_guest {
    @Test
    void removes_it_from_a_live_room_before_everybodys_eyes() throws BadSetting {
      try (TestServer server = TestServer.start(settings());
          PhoenixClient ann = guest(server, "ann");
          PhoenixClient bob = guest(server, "bob")) {
        ann.joined(ROOM);
        JsonNode me = bob.joined(ROOM).path("me");
        says(bob, "hello");
        console.does("erase-account", me.path("id").asText());
        assertEquals(me.path("id"), ann.event("history_cleared").path("member"));
        assertEquals(me.path("id"), ann.event("member_kicked").path("member"));
        try (PhoenixClient eve = guest(server, "eve")) {
          assertEquals(0, eve.joined(ROOM).path("history").size());
        }
      }
    }

    @Test
    void gives_it_another_id_for_its_key_also_after_a_restart() throws BadSetting {
      JsonNode me;
      try (TestServer server = TestServer.start(settings());
          PhoenixClient ann = guest(server, "ann");
          PhoenixClient bob = guest(server, "bob")) {
        ann.joined(ROOM);
        me = bob.joined(ROOM).path("me");
        console.does("erase-account", me.path("id").asText());
        assertNotEquals(me.path("id"), again(server, me));
      }
      try (TestServer server = TestServer.start(settings())) {
        assertNotEquals(me.path("id"), again(server, me));
      }
    }

    private static JsonNode again(TestServer server, JsonNode me) {
      try (PhoenixClient again = guest(server, "bob")) {
        return again.join(ROOM, "{\"key\":" + me.path("key") + "}").response().at("/me/id");
      }
    }

    @Test
    void deletes_what_the_last_run_left_though_nothing_else_is_kept() throws Exception {
      JsonNode me;
      try (TestServer server = TestServer.start(settings());
          PhoenixClient ann = guest(server, "ann")) {
        me = ann.joined(ROOM).path("me");
        says(ann, "hello");
      }
      String id = me.path("id").asText();
      Path left = data.resolve("handover");
      assertTrue(console.run("export-account", id).toString().contains(left.toString()));
      assertFalse(console.run("erase-account", "nobody").isOk());
      assertTrue(Files.exists(left));
      console.does("erase-account", id);
      assertFalse(Files.exists(left));
      try (TestServer server = TestServer.start(settings())) {
        assertNotEquals(me.path("id"), again(server, me));
      }
    }

    @Test
    void leaves_nothing_that_it_says_or_does_meanwhile() throws Exception {
      try (TestServer server = TestServer.start(settings());
          PhoenixClient ann = guest(server, "ann");
          PhoenixClient bob = guest(server, "bob")) {
        ann.joined(ROOM);
        console.does("register", ROOM);
        String id = bob.joined(ROOM).at("/me/id").asText();
        says(bob, "first");
        Thread floods = Thread.startVirtualThread(() -> flood(bob));
        console.does("erase-account", id);
        floods.join();
        assertFalse(console.run("export-account", id).isOk());
        try (PhoenixClient eve = guest(server, "eve")) {
          assertEquals(0, eve.joined(ROOM).path("history").size());
        }
      }
    }

    /// Speaks, and comes back each time that it has been thrown out.
    private static void flood(PhoenixClient bob) {
      try {
        for (int i = 0; i < 2_000; i++) {
          String _ = bob.push("1", ROOM, "send", "{\"body\": \"again\"}");
          String _ = bob.push("1", ROOM, "phx_join", "{}");
        }
      } catch (UncheckedIOException _) {
        // cut off
      }
    }

    @Test
    void twice_is_refused_since_nothing_is_left() throws BadSetting {
      try (TestServer server = TestServer.start(settings());
          PhoenixClient bob = guest(server, "bob")) {
        String id = bob.joined(ROOM).at("/me/id").asText();
        console.does("erase-account", id);
        Answer again = console.run("erase-account", id);
        assertEquals(List.of("nothing is kept about " + id), again.lines());
      }
    }
  }

  @Nested
  class Erasing_an_account {
    @Test
    void frees_the_name_ends_the_session_and_leaves_a_pseudonym() throws BadSetting {
      try (TestServer server = TestServer.start(settings())) {
        JsonNode account = json(post(server, "/accounts").body());
        String id = account.at("/account/id").asText();
        console.does("ban", id);
        String pseudonym = console.does("erase-account", NAME).getFirst();
        assertEquals(403, post(server, "/sessions").statusCode());
        assertEquals(201, post(server, "/accounts").statusCode());
        String name = pseudonym.substring(pseudonym.indexOf("erased-"));
        List<String> audit = console.does("audit");
        assertTrue(audit.get(0).endsWith(" admin erase " + name), audit.toString());
        assertTrue(audit.get(1).endsWith(" admin ban " + name), audit.toString());
        assertEquals(List.of(), console.does("bans"));
      }
    }

    @Test
    void works_without_a_server_and_drops_what_the_last_one_left() throws Exception {
      try (TestServer server = TestServer.start(settings());
          PhoenixClient ann = guest(server, "ann")) {
        ann.joined(ROOM);
        assertEquals(201, post(server, "/accounts").statusCode());
      }
      assertTrue(Files.exists(data.resolve("handover")));
      assertEquals(
          data.resolve("handover").toString(), exported(NAME).at("/not_searched/0").asText());
      assertTrue(console.does("erase-account", NAME).toString().contains("rooms start empty"));
      assertFalse(Files.exists(data.resolve("handover")));
      try (TestServer server = TestServer.start(settings())) {
        assertEquals(403, post(server, "/sessions").statusCode());
      }
    }
  }
}
