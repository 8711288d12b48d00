package hubbub.conformance;

import static hubbub.conformance.AccountsClient.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hubbub.conformance.AccountsClient.Answer;
import hubbub.identity.Site;
import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.TestServer;
import hubbub.topic.Actor;
import hubbub.topic.Command;
import hubbub.topic.MemberId;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.TopicName;
import hubbub.topic.TopicSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Accounts of the server itself: signing up, in and out, and who one is in a topic then.
class AccountsTest {
  @AutoClose private static final TestServer server = TestServer.start();
  private static final String PASSWORD = "correct horse";
  private static final AtomicInteger addresses = new AtomicInteger();

  @AutoClose private final AccountsClient client = someone();

  private static AccountsClient someone() {
    return new AccountsClient(server, "203.0.113." + addresses.incrementAndGet());
  }

  private static PhoenixClient connect(TestServer server, String token) {
    return PhoenixClient.open(server.port(), "?vsn=2.0.0&token=" + token);
  }

  @Nested
  class Signing_up {
    @Test
    void makes_an_account_and_signs_in() {
      Answer answer = client.signUp("Ann Upp", PASSWORD);
      assertEquals(201, answer.status(), answer.text());
      assertEquals("Ann Upp", answer.body().path("account").path("name").asText());
      assertTrue(answer.body().path("account").path("id").asText().matches("a[\\w-]{21}"));
      assertTrue(answer.body().path("expires_at").asLong() > System.currentTimeMillis());
      assertEquals(answer.body().path("account"), client.me(answer.token()).body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Taken", "taken", " TAKEN ", "Т\u0430ken"})
    void is_refused_under_a_name_that_looks_like_anothers(String name) {
      client.signUp("Taken", PASSWORD);
      Answer answer = client.signUp(name, PASSWORD);
      assertEquals(409, answer.status());
      assertEquals("nick_taken", answer.reason());
    }

    @Test
    void gives_a_name_once_when_several_ask_at_once() {
      List<CompletableFuture<Integer>> all =
          IntStream.range(0, 4)
              .mapToObj(_ ->
                  CompletableFuture.supplyAsync(
                      () -> client.signUp("Rare", PASSWORD).status(), Thread::startVirtualThread))
              .toList();
      assertEquals(
          List.of(201, 409, 409, 409), all.stream().map(CompletableFuture::join).sorted().toList());
    }

    @ParameterizedTest
    @CsvSource({
      "site:ann, correct horse, bad_nick",
      "'', correct horse, bad_nick",
      "'a\u202eb', correct horse, bad_nick",
      "012345678901234567890123456789012, correct horse, bad_nick",
      "fine, short, bad_password"
    })
    void is_refused_with_a_bad_name_or_password(String name, String password, String reason) {
      Answer answer = client.signUp(name, password);
      assertEquals(422, answer.status());
      assertEquals(reason, answer.reason());
    }

    @Test
    void is_possible_five_times_a_minute_from_an_address() {
      for (int i = 0; i < 5; i++) {
        assertEquals(422, client.signUp("", PASSWORD).status());
      }
      Answer answer = client.signUp("Sixth", PASSWORD);
      assertEquals(429, answer.status());
      assertTrue(answer.body().path("retry_after_ms").asLong() > 0);
      try (AccountsClient other = someone()) {
        assertEquals(422, other.signUp("", PASSWORD).status());
      }
    }

    @Test
    void is_off_where_that_is_said_or_a_site_knows_its_users() {
      for (Map<String, String> settings :
          List.of(
              Map.of("hubbub.accounts.sign-up", "off"),
              Map.of("hubbub.guests", "false"),
              Site.settings())) {
        try (TestServer closed = TestServer.start(settings);
            AccountsClient stranger = new AccountsClient(closed, "203.0.113.1")) {
          assertEquals("sign_up_off", stranger.signUp("Ann", PASSWORD).reason());
          assertEquals("{\"sign_up\":\"off\"}", stranger.send("GET", "/accounts", "").text());
        }
      }
      assertEquals("{\"sign_up\":\"open\"}", client.send("GET", "/accounts", "").text());
    }
  }

  @Nested
  class Signing_in {
    @Test
    void gives_a_token_and_a_cookie_that_scripts_cannot_read() {
      client.signUp("Cookie", PASSWORD);
      Answer answer = client.signIn("cookie", PASSWORD);
      assertEquals(200, answer.status(), answer.text());
      String cookie = answer.setCookie();
      assertTrue(cookie.startsWith("hubbub_refresh="), cookie);
      assertTrue(cookie.contains("; Path=/api/v1/sessions;"), cookie);
      assertTrue(cookie.contains("; HTTPOnly"), cookie);
      assertTrue(cookie.contains("; SameSite=Strict"), cookie);
      assertTrue(cookie.contains("Max-Age=2592000"), cookie);
      assertFalse(cookie.contains("Secure"), cookie);
      assertEquals("no-store", answer.response().headers().firstValue("Cache-Control").get());
    }

    @Test
    void by_tls_gives_a_cookie_for_tls_only() {
      client.signUp("Secure", PASSWORD);
      Answer answer =
          client.send(
              "POST",
              "/sessions",
              json("name", "Secure", "password", PASSWORD),
              "X-Forwarded-Proto",
              "https");
      assertTrue(answer.setCookie().contains("; Secure"), answer.setCookie());
    }

    @Test
    void tells_nobody_whether_the_name_or_the_password_is_wrong() {
      client.signUp("Known", PASSWORD);
      Answer wrong = client.signIn("Known", "wrong horse");
      Answer unknown = client.signIn("Unknown", "wrong horse");
      Answer none = client.signIn("\u202e", "wrong horse");
      assertEquals(403, wrong.status());
      assertEquals(wrong.text(), unknown.text());
      assertEquals(wrong.text(), none.text());
      assertEquals(wrong.status(), unknown.status());
    }

    /// How many tries are refused for their password before one is for coming too often. Each
    /// while, another try is possible, so that it may be some more than the limit.
    private static int triesUntilTooOften(int most, Supplier<Answer> next) {
      int tries = 0;
      for (int status = 403; status == 403 && tries <= most; tries++) {
        status = next.get().status();
      }
      return tries - 1;
    }

    private static void isAbout(int limit, int tries) {
      assertTrue(tries >= limit && tries < limit * 2, () -> tries + " tries");
    }

    @Test
    void is_possible_ten_times_a_minute_from_an_address() {
      AtomicInteger next = new AtomicInteger();
      isAbout(
          10,
          triesUntilTooOften(
              20, () -> client.signIn("Guessed" + next.incrementAndGet(), "wrong horse")));
      try (AccountsClient other = someone()) {
        assertEquals(403, other.signIn("Guessed1", "wrong horse").status());
      }
    }

    @Test
    void is_possible_ten_times_a_minute_per_name_without_an_address() {
      try (AccountsClient unknown = new AccountsClient(server, "unknown")) {
        isAbout(10, triesUntilTooOften(20, () -> unknown.signIn("Nameless", "wrong horse")));
        assertEquals(403, unknown.signIn("Other", "wrong horse").status());
      }
    }

    @Test
    void ends_for_a_name_after_a_hundred_wrong_passwords_but_not_for_its_owner() {
      Answer owner = client.signUp("Besieged", PASSWORD);
      AtomicInteger tries = new AtomicInteger();
      isAbout(
          100,
          triesUntilTooOften(
              200,
              () -> {
                String address =
                    "2001:db8:0:" + Integer.toHexString(tries.incrementAndGet()) + "::";
                try (AccountsClient other = new AccountsClient(server, address)) {
                  return other.signIn("BESIEGED", "wrong horse");
                }
              }));
      try (AccountsClient other = someone()) {
        assertEquals(403, other.signIn("Somebody", "wrong horse").status());
        assertEquals(204, changePassword(other, owner.token(), PASSWORD).status());
      }
      assertEquals(200, client.signIn("Besieged", "another horse").status());
    }

    private static Answer changePassword(AccountsClient client, String token, String current) {
      return client.send(
          "PUT",
          "/me/password",
          json("current", current, "password", "another horse"),
          "Authorization",
          "Bearer " + token);
    }

    @Test
    void does_not_help_to_guess_the_password_more_than_ten_times_a_minute() {
      Answer owner = client.signUp("Borrowed", PASSWORD);
      isAbout(
          10,
          triesUntilTooOften(
              20,
              () -> {
                try (AccountsClient other = someone()) {
                  return changePassword(other, owner.token(), "wrong horse");
                }
              }));
    }
  }

  @Nested
  class A_session {
    @Test
    void goes_on_by_its_cookie_which_is_replaced() {
      Answer first = client.signUp("Goes on", PASSWORD);
      Answer next = client.refresh(first.cookie());
      assertEquals(200, next.status(), next.text());
      assertNotEquals(first.cookie(), next.cookie());
      assertEquals(200, client.me(next.token()).status());
      assertEquals(200, client.refresh(next.cookie()).status());
    }

    @Test
    void goes_on_by_one_cookie_when_two_tabs_show_the_same_one_at_once() {
      Answer first = client.signUp("Two tabs", PASSWORD);
      Answer one = client.refresh(first.cookie());
      Answer other = client.refresh(first.cookie());
      assertEquals(one.cookie(), other.cookie());
      assertEquals(200, client.me(other.token()).status());
      assertEquals(200, client.refresh(other.cookie()).status());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"a=b", "hubbub_refresh=", "hubbub_refresh=x.y", "hubbub_refresh=\"\u00e9\""})
    void is_not_made_by_any_other_cookie(String cookie) {
      Answer answer = client.refresh(cookie);
      assertEquals(401, answer.status());
      assertEquals("token_expired", answer.reason());
    }

    @Test
    void ends_with_its_tokens_when_a_cookie_that_it_never_had_is_shown() {
      Answer first = client.signUp("Reused", PASSWORD);
      String forged =
          first.cookie().substring(0, first.cookie().indexOf('.')) + "." + "x".repeat(43);
      assertEquals(401, client.refresh(forged).status());
      assertEquals(401, client.refresh(first.cookie()).status());
      assertEquals(401, client.me(first.token()).status());
    }

    @Test
    void ends_with_its_tokens_by_signing_out() {
      Answer first = client.signUp("Leaves", PASSWORD);
      Answer other = client.signIn("Leaves", PASSWORD);
      Answer out = client.send("DELETE", "/sessions/current", "", "Cookie", first.cookie());
      assertEquals(204, out.status());
      assertTrue(out.setCookie().contains("Max-Age=0"), out.setCookie());
      assertEquals(401, client.me(first.token()).status());
      assertEquals(401, client.refresh(first.cookie()).status());
      assertEquals(200, client.me(other.token()).status());
    }

    @Test
    void ends_with_all_others_by_signing_out_everywhere_and_one_can_sign_in_again() {
      Answer first = client.signUp("Everywhere", PASSWORD);
      Answer other = client.signIn("Everywhere", PASSWORD);
      String bearer = "Bearer " + first.token();
      assertEquals(204, client.send("DELETE", "/sessions", "", "Authorization", bearer).status());
      assertEquals(401, client.me(other.token()).status());
      assertEquals(401, client.refresh(other.cookie()).status());
      assertEquals(200, client.me(client.signIn("Everywhere", PASSWORD).token()).status());
    }
  }

  @Nested
  class Ones_own_account {
    @Test
    void gets_another_password_which_ends_all_other_sessions() {
      Answer mine = client.signUp("Changes", PASSWORD);
      Answer other = client.signIn("Changes", PASSWORD);
      String[] auth = {"Authorization", "Bearer " + mine.token()};
      String wrong = json("current", "wrong horse", "password", "another horse");
      assertEquals(403, client.send("PUT", "/me/password", wrong, auth).status());
      String right = json("current", PASSWORD, "password", "another horse");
      assertEquals(204, client.send("PUT", "/me/password", right, auth).status());
      assertEquals(200, client.me(mine.token()).status());
      assertEquals(401, client.me(other.token()).status());
      assertEquals(403, client.signIn("Changes", PASSWORD).status());
      assertEquals(200, client.signIn("Changes", "another horse").status());
    }

    @Test
    void is_gone_when_it_is_deleted() {
      Answer mine = client.signUp("Gone", PASSWORD);
      String[] auth = {"Authorization", "Bearer " + mine.token()};
      assertEquals(403, client.send("DELETE", "/me", json("password", "wrong"), auth).status());
      assertEquals(204, client.send("DELETE", "/me", json("password", PASSWORD), auth).status());
      assertEquals(401, client.me(mine.token()).status());
      assertEquals(403, client.signIn("Gone", PASSWORD).status());
      assertEquals(201, client.signUp("Gone", PASSWORD).status());
    }

    @Test
    void is_not_deleted_while_a_room_has_no_other_owner() {
      Answer mine = client.signUp("Owns", PASSWORD);
      String[] auth = {"Authorization", "Bearer " + mine.token()};
      MemberId owner = new MemberId(mine.body().path("account").path("id").asText());
      act(new Command.Register(TopicSettings.Patch.NONE));
      act(new Command.Grant(owner, Rank.OWNER, OptionalLong.empty(), true, Optional.empty()));
      Answer refused = client.send("DELETE", "/me", json("password", PASSWORD), auth);
      assertEquals(409, refused.status());
      assertEquals("last_owner", refused.reason());
      act(new Command.Unregister());
      assertEquals(204, client.send("DELETE", "/me", json("password", PASSWORD), auth).status());
    }

    private static void act(Command command) {
      TopicName room = new TopicName("room:owned");
      Outcome outcome =
          server
              .hubbub()
              .topics()
              .send(room, new Actor.Server("operator"), command)
              .toCompletableFuture()
              .join();
      assertEquals(Outcome.OK, outcome);
    }

    @Test
    void is_shown_to_nobody_without_its_token() {
      assertEquals(401, client.send("GET", "/me", "").status());
      assertEquals(401, client.me("a.b.c").status());
      assertEquals(
          "Bearer", client.me("").response().headers().firstValue("WWW-Authenticate").get());
    }
  }

  @Nested
  class Requests {
    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "null", "1", "{\"name\":\"a\",\"name\":\"b\"}"})
    void that_are_no_object_are_refused(String body) {
      for (String path : List.of("/accounts", "/sessions")) {
        Answer answer = client.send("POST", path, body);
        assertEquals(400, answer.status(), answer.text());
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"name\":\"ann\"}",
          "{\"name\":\"ann\",\"password\":null}",
          "{\"name\":\"ann\",\"password\":{\"a\":[]}}"
        })
    void that_lack_a_password_are_refused_and_say_so(String body) {
      for (String path : List.of("/accounts", "/sessions")) {
        Answer answer = client.send("POST", path, body);
        assertEquals(422, answer.status(), answer.text());
        assertEquals("password", answer.body().path("field").asText());
      }
    }

    @Test
    void that_are_too_long_or_too_deep_are_refused() {
      String deep = "{\"name\":" + "[".repeat(1200) + "]".repeat(1200) + "}";
      assertEquals(400, client.send("POST", "/sessions", deep).status());
      assertEquals(413, client.signIn("ann", "x".repeat(4096)).status());
      assertEquals(413, client.signIn("ann", "x".repeat(70_000)).status());
    }

    @Test
    void without_a_body_or_of_another_type_are_refused() {
      assertEquals(
          400, client.send("POST", "/sessions", "", "Content-Type", "application/json").status());
      assertEquals(
          415, client.send("POST", "/sessions", "", "Content-Type", "text/plain").status());
    }

    @Test
    void from_another_sites_pages_are_refused() {
      Answer first = client.signUp("Origin", PASSWORD);
      String[] evil = {"Origin", "http://localhost:1", "Cookie", first.cookie()};
      assertEquals(403, client.send("POST", "/sessions/refresh", "", evil).status());
      assertEquals(403, client.send("DELETE", "/sessions/current", "", evil).status());
      assertEquals("forbidden", client.send("POST", "/sessions", "{}", evil).reason());
      String own = "http://127.0.0.1:" + server.port();
      String[] good = {"Origin", own, "Cookie", first.cookie()};
      assertEquals(200, client.send("POST", "/sessions/refresh", "", good).status());
    }

    @Test
    void find_no_accounts_where_there_is_no_store(@TempDir Path folder) throws IOException {
      Path file = Files.writeString(folder.resolve("file"), "in the way");
      Map<String, String> settings =
          Map.of("hubbub.data", file.toString(), "hubbub.secret", "hush".repeat(8));
      try (TestServer bare = TestServer.start(settings);
          AccountsClient stranger = new AccountsClient(bare, "203.0.113.1")) {
        assertEquals("sign_up_off", stranger.signUp("Ann", PASSWORD).reason());
        assertEquals(503, stranger.signIn("Ann", PASSWORD).status());
      }
    }
  }

  @Nested
  class Where_everybody_needs_a_sites_token {
    @Test
    void nobody_signs_up_and_accounts_that_there_are_sign_in(@TempDir Path folder) {
      Map<String, String> settings = new HashMap<>(Site.settings());
      settings.put("hubbub.data", folder.toString());
      settings.put("hubbub.accounts.sign-up", "open");
      try (TestServer open = TestServer.start(settings);
          AccountsClient someone = new AccountsClient(open, "203.0.113.1")) {
        assertEquals(201, someone.signUp("Ann", PASSWORD).status());
      }
      settings.remove("hubbub.accounts.sign-up");
      settings.put("hubbub.tokens.required", "true");
      try (TestServer closed = TestServer.start(settings);
          AccountsClient someone = new AccountsClient(closed, "203.0.113.1")) {
        assertEquals("sign_up_off", someone.signUp("Bob", PASSWORD).reason());
        Answer ann = someone.signIn("Ann", PASSWORD);
        try (PhoenixClient socket = connect(closed, ann.token())) {
          assertEquals("Ann", socket.joined("room:site").at("/me/nick").asText());
        }
      }
    }

    @Test
    void the_setup_link_makes_the_first_admin(@TempDir Path folder) throws IOException {
      Map<String, String> settings =
          Map.of("hubbub.data", folder.toString(), "hubbub.tokens.required", "true");
      try (TestServer closed = TestServer.start(settings);
          AccountsClient someone = new AccountsClient(closed, "203.0.113.1")) {
        String link = Files.readString(folder.resolve("setup-link")).strip();
        String code = link.substring(link.lastIndexOf('=') + 1);
        assertEquals(201, someone.setUp(code, "Ann", PASSWORD).status());
      }
    }
  }

  @Nested
  class In_a_topic {
    @Test
    void one_has_the_accounts_id_and_name() {
      Answer ann = client.signUp("Änn Ⅳ", PASSWORD);
      try (PhoenixClient socket = connect(server, ann.token())) {
        JsonNode me = socket.joined("room:accounts").path("me");
        assertEquals(ann.body().path("account").path("id"), me.path("id"));
        assertEquals(ann.body().path("account").path("name"), me.path("nick"));
        assertEquals("Änn Ⅳ", me.path("account").asText());
      }
    }

    @Test
    void guests_and_other_accounts_may_not_have_its_name() {
      Answer rae = client.signUp("Rae", PASSWORD);
      Answer other = client.signUp("Somebody", PASSWORD);
      try (PhoenixClient guest = PhoenixClient.connect(server.port(), "rae");
          PhoenixClient somebody = connect(server, other.token());
          PhoenixClient herself = connect(server, rae.token())) {
        assertEquals("nick_reserved", guest.join("room:rae", "{}").reason());
        assertEquals("nick_reserved", guest.event("phx_close").path("reason").asText());
        assertEquals("ok", guest.join("room:rae", "{\"nick\":\"gus\"}").status());
        somebody.joined("room:rae");
        for (PhoenixClient each : List.of(guest, somebody)) {
          PhoenixClient.Frame reply = each.ask("room:rae", "set_nick", "{\"nick\":\"R\u0430e\"}");
          assertEquals("nick_reserved", reply.reason());
        }
        herself.joined("room:rae");
        assertEquals("ok", herself.ask("room:rae", "set_nick", "{\"nick\":\"Other\"}").status());
        assertEquals("ok", herself.ask("room:rae", "set_nick", "{\"nick\":\"RAE\"}").status());
      }
    }

    @Test
    void one_stays_with_the_next_token() {
      Answer first = client.signUp("Stays", PASSWORD);
      try (PhoenixClient socket = connect(server, first.token())) {
        socket.joined("room:stays");
        String next = client.refresh(first.cookie()).token();
        assertEquals(
            "ok", socket.ask("room:stays", "refresh", "{\"token\":\"" + next + "\"}").status());
      }
    }

    @Test
    void one_is_put_out_by_signing_out() throws IOException {
      Answer first = client.signUp("Put out", PASSWORD);
      try (PhoenixClient socket = connect(server, first.token())) {
        socket.joined("room:out");
        client.send("DELETE", "/sessions/current", "", "Cookie", first.cookie());
        assertEquals(1008, socket.raw().closeCode());
      }
    }

    @Test
    void a_cookie_alone_makes_nobody_the_account() {
      Answer first = client.signUp("Baked", PASSWORD);
      try (PhoenixClient socket =
          PhoenixClient.open(server.port(), "?vsn=2.0.0", "Cookie: " + first.cookie() + "\r\n")) {
        String id = socket.joined("room:cookie").path("me").path("id").asText();
        assertTrue(id.startsWith("g"), id);
      }
    }

    @Test
    void a_token_that_was_revoked_does_not_count_after_a_restart_and_others_do(
        @TempDir Path folder) {
      Map<String, String> settings = Map.of("hubbub.data", folder.toString());
      Answer gone;
      Answer stays;
      try (TestServer before = TestServer.start(settings);
          AccountsClient someone = new AccountsClient(before, "203.0.113.1")) {
        gone = someone.signUp("Gone", PASSWORD);
        stays = someone.signIn("Gone", PASSWORD);
        someone.send("DELETE", "/sessions/current", "", "Cookie", gone.cookie());
      }
      try (TestServer after = TestServer.start(settings);
          AccountsClient someone = new AccountsClient(after, "203.0.113.1");
          PhoenixClient socket = connect(after, gone.token())) {
        assertEquals("token_expired", socket.join("room:after", "{}").reason());
        assertEquals(200, someone.me(stays.token()).status());
        assertEquals(200, someone.refresh(stays.cookie()).status());
      }
    }
  }
}
