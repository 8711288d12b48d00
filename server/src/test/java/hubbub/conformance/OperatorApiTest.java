package hubbub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hubbub.conformance.AccountsClient.Answer;
import hubbub.identity.KeyScope;
import hubbub.phoenix.TestServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What operators' programs do to accounts, and read in the server's audit log, by HTTP.
class OperatorApiTest {
  private static final String PASSWORD = "correct horse";

  @TempDir private Path data;
  private TestServer server;
  private AccountsClient http;
  private String helpdesk;
  private String ops;
  private String moderator;

  @BeforeEach
  void start() {
    try (TestKeys keys = TestKeys.in(data)) {
      helpdesk = keys.make("helpdesk", Set.of(KeyScope.ACCOUNTS), "*");
      ops = keys.make("ops", Set.of(KeyScope.ADMIN), "*");
      moderator = keys.make("warden", Set.of(KeyScope.MODERATE), "*");
    }
    server = TestServer.start(Map.of("hubbub.data", data.toString()));
    http = new AccountsClient(server, "198.51.100.1");
    http.signUp("Ann", PASSWORD);
    http.signUp("Bob", PASSWORD);
  }

  @AfterEach
  void stop() {
    http.close();
    server.close();
  }

  private Answer get(String key, String path) {
    return http.send("GET", path, "", "Authorization", "Bearer " + key);
  }

  private Answer post(String key, String path) {
    return http.send("POST", path, "", "Authorization", "Bearer " + key);
  }

  private static String names(Answer answer) {
    return String.join(" ", answer.body().path("entries").findValuesAsText("name"));
  }

  private String audit(String query) {
    Answer answer = get(ops, "/audit?" + query);
    assertEquals(200, answer.status(), answer::text);
    return String.join(" ", answer.body().path("entries").findValuesAsText("act"));
  }

  @Nested
  class Accounts {
    @Test
    void are_listed_by_name_in_pages() {
      Answer first = get(helpdesk, "/admin/accounts?limit=1");
      assertEquals("Ann", names(first), first::text);
      String next = first.body().path("next").asText();
      Answer second = get(helpdesk, "/admin/accounts?limit=1&after=" + next);
      assertEquals("Bob", names(second), second::text);
      assertFalse(second.body().has("next"), second::text);
    }

    @Test
    void are_found_by_what_they_are() {
      assertEquals(204, post(ops, "/admin/accounts/Ann/promote").status());
      assertEquals(204, post(helpdesk, "/admin/accounts/Bob/disable").status());
      assertEquals("Ann", names(get(helpdesk, "/admin/accounts?admin=true")));
      assertEquals("Bob", names(get(helpdesk, "/admin/accounts?disabled=true")));
      assertEquals("", names(get(helpdesk, "/admin/accounts?admin=true&disabled=true")));
    }

    @Test
    void are_shown_by_name_or_id_and_without_what_signs_in() {
      Answer ann = get(helpdesk, "/admin/accounts/ann");
      assertEquals("Ann", ann.body().path("name").asText(), ann::text);
      assertTrue(ann.body().path("created_at").asLong() > 0, ann::text);
      assertFalse(ann.text().contains("argon"), ann::text);
      String id = ann.body().path("id").asText();
      assertEquals(ann.body(), get(helpdesk, "/admin/accounts/" + id).body());
      Answer nobody = get(helpdesk, "/admin/accounts/nobody");
      assertEquals(404, nobody.status());
      assertEquals("unknown_account", nobody.reason());
    }

    @Test
    void can_be_kept_from_signing_in_and_let_again() {
      assertEquals(204, post(helpdesk, "/admin/accounts/bob/disable").status());
      assertEquals(403, http.signIn("Bob", PASSWORD).status());
      assertTrue(get(helpdesk, "/admin/accounts/bob").body().path("disabled").asBoolean());
      assertEquals(204, post(helpdesk, "/admin/accounts/bob/enable").status());
      assertEquals(200, http.signIn("Bob", PASSWORD).status());
      assertEquals(404, post(helpdesk, "/admin/accounts/nobody/disable").status());
    }

    @Test
    void get_a_link_for_another_password() {
      Answer link = post(helpdesk, "/admin/accounts/bob/reset-link");
      assertEquals(201, link.status(), link::text);
      String code = link.body().path("code").asText();
      assertEquals(200, http.resetPassword(code, "another horse").status());
      assertEquals(200, http.signIn("Bob", "another horse").status());
    }

    @Test
    void are_made_by_invitations_of_the_key() {
      Answer made =
          http.send("POST", "/invites", "{\"uses\":2}", "Authorization", "Bearer " + helpdesk);
      assertEquals(201, made.status(), made::text);
      assertEquals(2, made.body().path("uses").asInt());
      assertEquals("invite", audit("by=key:helpdesk"));
    }
  }

  @Nested
  class An_admins_account {
    @BeforeEach
    void promote() {
      assertEquals(204, post(ops, "/admin/accounts/ann/promote").status());
    }

    @Test
    void is_one_by_a_key_for_admins_alone() {
      assertTrue(http.signIn("Ann", PASSWORD).body().at("/account/admin").asBoolean());
      assertEquals(403, post(helpdesk, "/admin/accounts/bob/promote").status());
      assertEquals(403, post(helpdesk, "/admin/accounts/ann/demote").status());
      assertEquals(204, post(ops, "/admin/accounts/ann/demote").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"disable", "enable", "reset-link"})
    void is_out_of_reach_of_a_key_that_is_none(String act) {
      Answer answer = post(helpdesk, "/admin/accounts/ann/" + act);
      assertEquals(403, answer.status());
      assertEquals("outranked", answer.reason());
      assertTrue(post(ops, "/admin/accounts/ann/" + act).status() < 300);
    }
  }

  @Nested
  class The_audit_log {
    @Test
    void says_which_key_did_what_to_whom_newest_first() {
      String bob = get(helpdesk, "/admin/accounts/bob").body().path("id").asText();
      post(helpdesk, "/admin/accounts/bob/disable");
      post(ops, "/admin/accounts/bob/enable");
      post(ops, "/admin/accounts/ann/promote");
      assertEquals(
          "promote enable disable create-key create-key create-key", audit(""), "oldest: the keys");
      assertEquals("disable", audit("by=key:helpdesk"));
      assertEquals("enable disable", audit("about=" + bob));
      assertEquals("enable", audit("act=enable"));
      assertEquals("", audit("since=9999999999999"));
      JsonNode page = get(ops, "/audit?limit=1").body();
      assertEquals("key:ops", page.at("/entries/0/by/id").asText());
      assertEquals(
          "enable disable create-key create-key create-key",
          audit("after=" + page.path("next").asText()));
    }

    @Test
    void shows_the_addresses_that_were_banned() {
      String ban = "{\"whom\":\"192.0.2.0/24\"}";
      http.send("POST", "/bans", ban, "Authorization", "Bearer " + ops);
      JsonNode line = get(ops, "/audit?limit=1").body().at("/entries/0");
      assertEquals("192.0.2.0/24", line.at("/about/address").asText(), line::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=101", "limit=x", "since=x", "since=-1"})
    void is_asked_for_in_a_form(String query) {
      Answer answer = get(ops, "/audit?" + query);
      assertEquals(422, answer.status(), answer::text);
      assertEquals(query.split("=", 2)[0], answer.body().path("field").asText());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/admin/accounts", "/admin/accounts/ann", "/audit"})
  void are_for_keys_with_the_scope_alone(String path) {
    assertEquals(401, get("", path).status());
    Answer answer = get(moderator, path);
    assertEquals(403, answer.status());
    assertEquals(
        path.equals("/audit") ? "admin" : "accounts", answer.body().path("scope").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin=yes", "limit=1000", "disabled=1"})
  void is_asked_for_in_a_form(String query) {
    assertEquals(422, get(helpdesk, "/admin/accounts?" + query).status());
  }
}
