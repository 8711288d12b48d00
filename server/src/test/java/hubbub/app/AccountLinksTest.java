package hubbub.app;

import static hubbub.conformance.AccountsClient.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.conformance.AccountsClient;
import hubbub.conformance.AccountsClient.Answer;
import hubbub.phoenix.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Links with which people set up a server, accept an invitation, or choose another password.
class AccountLinksTest {
  private static final String PASSWORD = "correct horse";
  private static final String BAD_LINK = "bad_link";
  private static final AtomicInteger addresses = new AtomicInteger();

  @TempDir private static Path data;
  @TempDir private Path fresh;
  private static Operator operator;
  @AutoClose private static TestServer server;

  @AutoClose private AccountsClient client;

  @BeforeAll
  static void start() {
    Map<String, String> settings =
        Map.of("hubbub.data", data.toString(), "hubbub.accounts.sign-up", "invite");
    operator = new Operator(settings);
    server = TestServer.start(settings);
  }

  @BeforeEach
  void come() {
    client = from(server);
  }

  private static AccountsClient from(TestServer server) {
    return new AccountsClient(server, "203.0.113." + addresses.incrementAndGet());
  }

  /// The code of the link in a command's first line.
  private static String code(String... words) {
    return codeIn(operator.does(words).getFirst());
  }

  private static String codeIn(String link) {
    return link.strip().substring(link.indexOf('=') + 1);
  }

  private Answer signUp(String name) {
    return client.signUpInvited(name, PASSWORD, code("invite"));
  }

  @Nested
  class The_setup_link {
    private Path file() {
      return fresh.resolve("setup-link");
    }

    private TestServer started() {
      return TestServer.start("hubbub.data", fresh.toString());
    }

    private String code() throws IOException {
      return codeIn(Files.readString(file()));
    }

    @Test
    void makes_one_admin_and_is_gone_then() throws IOException {
      try (TestServer empty = started();
          AccountsClient someone = from(empty)) {
        assertTrue(
            Files.readString(file()).startsWith("http://127.0.0.1:" + empty.port() + "/#setup="));
        assertEquals(
            PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file()));
        String code = code();
        assertEquals(422, someone.setUp(code, "Ann", "short").status());
        Answer ann = someone.setUp(code, "Ann", PASSWORD);
        assertEquals(201, ann.status(), ann.text());
        assertTrue(ann.body().at("/account/admin").asBoolean());
        assertTrue(someone.me(ann.token()).body().path("admin").asBoolean());
        assertFalse(Files.exists(file()));
        assertEquals(BAD_LINK, someone.setUp(code, "Eve", PASSWORD).reason());
      }
      try (TestServer _ = started()) {
        assertFalse(Files.exists(file()));
      }
    }

    @Test
    void makes_one_admin_when_two_use_it_at_once() throws IOException {
      try (TestServer empty = started();
          AccountsClient someone = from(empty)) {
        String code = code();
        List<CompletableFuture<Integer>> all =
            IntStream.range(0, 4)
                .mapToObj(i ->
                    CompletableFuture.supplyAsync(
                        () -> someone.setUp(code, "Ann " + i, PASSWORD).status(),
                        Thread::startVirtualThread))
                .toList();
        assertEquals(
            List.of(201, 403, 403, 403),
            all.stream().map(CompletableFuture::join).sorted().toList());
      }
    }

    @Test
    void stays_the_same_over_a_restart_and_is_made_anew_if_it_is_lost() throws IOException {
      String first;
      try (TestServer _ = started()) {
        first = code();
      }
      try (TestServer _ = started()) {
        assertEquals(first, code());
      }
      Files.delete(file());
      try (TestServer again = started();
          AccountsClient someone = from(again)) {
        assertNotEquals(first, code());
        assertEquals(BAD_LINK, someone.setUp(first, "Ann", PASSWORD).reason());
      }
    }

    @Test
    void is_gone_once_an_operator_has_made_somebody_an_admin() throws IOException {
      try (TestServer empty = started();
          AccountsClient someone = from(empty)) {
        String code = code();
        someone.signUp("Ann", PASSWORD);
        new Operator(Map.of("hubbub.data", fresh.toString())).does("promote", "ann");
        assertFalse(Files.exists(file()));
        assertEquals(BAD_LINK, someone.setUp(code, "Eve", PASSWORD).reason());
      }
    }
  }

  @Nested
  class An_invitation {
    @Test
    void is_needed_where_only_invited_people_may_sign_up() {
      assertEquals("{\"sign_up\":\"invite\"}", client.send("GET", "/accounts", "").text());
      assertEquals(422, client.signUp("Ivy", PASSWORD).status());
      assertEquals(BAD_LINK, client.signUpInvited("Ivy", PASSWORD, "x").reason());
      Answer ivy = signUp("Ivy");
      assertEquals(201, ivy.status(), ivy.text());
      assertTrue(ivy.body().at("/account/admin").isMissingNode());
    }

    @Test
    void is_good_for_as_many_people_as_it_was_made_for() {
      String code = code("invite", "--uses", "2", "--ttl", "1h");
      assertEquals("nick_taken", nameTaken(code).reason());
      assertEquals(201, client.signUpInvited("Two a", PASSWORD, code).status());
      assertEquals(201, client.signUpInvited("Two b", PASSWORD, code).status());
      assertEquals(BAD_LINK, client.signUpInvited("Two c", PASSWORD, code).reason());
    }

    private Answer nameTaken(String code) {
      signUp("Two");
      return client.signUpInvited("TWO", PASSWORD, code);
    }

    @Test
    void is_made_by_admins_alone() {
      Answer host = signUp("Host");
      assertEquals("rank_too_low", client.invite(host.token(), "{}").reason());
      assertEquals(401, client.invite("", "{}").status());
      operator.does("promote", "Host");
      Answer admin = client.signIn("Host", PASSWORD);
      Answer made = client.invite(admin.token(), "{\"uses\":1,\"ttl_ms\":60000}");
      assertEquals(201, made.status(), made.text());
      assertEquals(1, made.body().path("uses").asInt());
      long left = made.body().path("expires_at").asLong() - System.currentTimeMillis();
      assertTrue(left > 0 && left <= 60_000, () -> left + " ms");
      String code = made.body().path("code").asText();
      assertEquals(201, client.signUpInvited("Guest of Host", PASSWORD, code).status());
      for (String body : List.of("{\"uses\":0}", "{\"uses\":1.5}", "{\"ttl_ms\":\"1\"}")) {
        assertEquals(422, client.invite(admin.token(), body).status(), body);
      }
    }

    @Test
    void ends_the_ones_before() {
      signUp("Impatient");
      String first = code("reset-link", "Impatient");
      String second = code("reset-link", "Impatient");
      assertEquals(BAD_LINK, client.resetPassword(first, "another horse").reason());
      assertEquals(200, client.resetPassword(second, "another horse").status());
    }

    @Test
    void is_good_for_nothing_else() {
      String code = code("invite");
      assertEquals(BAD_LINK, client.setUp(code, "Sly", PASSWORD).reason());
      assertEquals(BAD_LINK, client.resetPassword(code, PASSWORD).reason());
    }
  }

  @Nested
  class A_reset_link {
    @Test
    void changes_the_password_once_and_ends_all_other_sessions() {
      Answer before = signUp("Forgetful");
      String code = code("reset-link", "forgetful");
      assertEquals("bad_password", client.resetPassword(code, "short").reason());
      Answer reset = client.resetPassword(code, "another horse");
      assertEquals(200, reset.status(), reset.text());
      assertEquals(before.body().at("/account/id"), reset.body().at("/account/id"));
      assertEquals(200, client.me(reset.token()).status());
      assertEquals(401, client.me(before.token()).status());
      assertEquals(401, client.refresh(before.cookie()).status());
      assertEquals(200, client.refresh(reset.cookie()).status());
      assertEquals(403, client.signIn("Forgetful", PASSWORD).status());
      assertEquals(200, client.signIn("Forgetful", "another horse").status());
      assertEquals(BAD_LINK, client.resetPassword(code, PASSWORD).reason());
    }

    @Test
    void is_good_for_nothing_else() {
      signUp("Other");
      String code = code("reset-link", "Other");
      assertEquals(BAD_LINK, client.signUpInvited("Sly", PASSWORD, code).reason());
      assertEquals(BAD_LINK, client.setUp(code, "Sly", PASSWORD).reason());
    }
  }

  @Nested
  class Codes {
    @ParameterizedTest
    @ValueSource(
        strings = {"", "x", "=", "%00", "'; drop table links; --", "äöüäöüäöüäöüäöüäöüäöü0"})
    void that_are_none_are_bad_links(String code) {
      assertEquals(BAD_LINK, client.setUp(code, "Eve", PASSWORD).reason());
      assertEquals(BAD_LINK, client.resetPassword(code, PASSWORD).reason());
      assertEquals(BAD_LINK, client.signUpInvited("Eve", PASSWORD, code).reason());
    }

    @Test
    void that_are_too_long_are_refused_unread() {
      assertEquals(413, client.setUp("x".repeat(10_000), "Eve", PASSWORD).status());
      assertEquals(413, client.resetPassword("x".repeat(10_000), PASSWORD).status());
      assertEquals(BAD_LINK, client.resetPassword("x".repeat(3_000), PASSWORD).reason());
    }

    @Test
    void cannot_be_guessed_by_trying() {
      for (int i = 0; i < 5; i++) {
        assertEquals(403, client.setUp("x".repeat(22), "Eve", PASSWORD).status());
      }
      assertEquals(429, client.setUp("x".repeat(22), "Eve", PASSWORD).status());
      for (int i = 0; i < 10; i++) {
        assertEquals(403, client.resetPassword("x".repeat(22), PASSWORD).status());
      }
      assertEquals(429, client.resetPassword("x".repeat(22), PASSWORD).status());
    }

    @Test
    void from_another_sites_pages_are_refused() {
      String[] evil = {"Origin", "http://localhost:1"};
      String body = json("code", "x", "name", "Eve", "password", PASSWORD);
      assertEquals("forbidden", client.send("POST", "/setup", body, evil).reason());
      assertEquals("forbidden", client.send("POST", "/password-resets", body, evil).reason());
      assertEquals("forbidden", client.send("POST", "/invites", "{}", evil).reason());
    }
  }
}
