package hubbub.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hubbub.conformance.AccountsClient;
import hubbub.conformance.AccountsClient.Answer;
import hubbub.identity.AccountTokens;
import hubbub.identity.RevocationList.Revocation;
import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What operators do to accounts, and what admins may do in topics.
class AdminAccountsTest {
  private static final String PASSWORD = "correct horse";
  private static final String ROOM = "room:lounge";

  @TempDir private Path data;
  private Map<String, String> settings;
  private Operator operator;
  @AutoClose private TestServer server;
  @AutoClose private AccountsClient client;

  @BeforeEach
  void start() {
    settings = Map.of("hubbub.data", data.toString());
    operator = new Operator(settings);
    server = TestServer.start(settings);
    client = new AccountsClient(server, "203.0.113.1");
  }

  private PhoenixClient connect(Answer signedIn) {
    return PhoenixClient.open(server.port(), "?vsn=2.0.0&token=" + signedIn.token());
  }

  private Answer admin(String name) {
    client.signUp(name, PASSWORD);
    operator.does("promote", name);
    return client.signIn(name, PASSWORD);
  }

  @Nested
  class An_admin {
    @Test
    void has_the_rank_in_every_topic_and_acts_on_owners() {
      Answer ann = admin("Ann");
      try (PhoenixClient owner = PhoenixClient.connect(server.port(), "bob");
          PhoenixClient herself = connect(ann)) {
        String bob = owner.joined(ROOM).at("/me/id").asText();
        operator.does("register", ROOM);
        operator.does("rank", bob, "owner", "--topic", ROOM);
        assertEquals("admin", herself.joined(ROOM).at("/me/rank").asText());
        assertEquals("ok", herself.ask(ROOM, "kick", "{\"member\":\"" + bob + "\"}").status());
      }
    }

    @Test
    void becomes_one_with_the_next_access_token() {
      Answer first = client.signUp("Ann", PASSWORD);
      try (PhoenixClient herself = connect(first)) {
        herself.joined(ROOM);
        operator.does("promote", "ann");
        String next = client.refresh(first.cookie()).token();
        assertEquals("ok", herself.ask(ROOM, "refresh", "{\"token\":\"" + next + "\"}").status());
        assertEquals("admin", herself.event("rank_changed").path("rank").asText());
      }
    }

    @Test
    void is_put_out_when_it_is_none_any_more_and_comes_back_as_any_other() throws IOException {
      Answer ann = admin("Ann");
      try (PhoenixClient other = PhoenixClient.connect(server.port(), "bob");
          PhoenixClient herself = connect(ann)) {
        other.joined(ROOM);
        herself.joined(ROOM);
        operator.does("demote", "Ann");
        assertEquals(401, client.me(ann.token()).status());
        assertEquals(401, client.refresh(ann.cookie()).status());
        assertEquals(1008, herself.raw().closeCode());
        try (PhoenixClient again = connect(client.signIn("Ann", PASSWORD))) {
          assertEquals("guest", again.joined(ROOM).at("/me/rank").asText());
        }
      }
    }
  }

  @Nested
  class A_disabled_account {
    @Test
    void is_signed_out_and_stays_so_until_it_is_enabled() throws IOException {
      Answer ann = client.signUp("Ann", PASSWORD);
      try (PhoenixClient herself = connect(ann)) {
        herself.joined(ROOM);
        operator.does("disable", "ann");
        assertEquals(1008, herself.raw().closeCode());
      }
      assertEquals(401, client.me(ann.token()).status());
      assertEquals(403, client.signIn("Ann", PASSWORD).status());
      operator.does("enable", "ann");
      assertEquals(200, client.signIn("Ann", PASSWORD).status());
    }

    @Test
    void is_put_out_however_many_sessions_have_just_ended() throws IOException {
      Answer ann = client.signUp("Ann", PASSWORD);
      long signedUp = Instant.now().getEpochSecond();
      Instant end = Instant.now().plus(AccountTokens.LIFE);
      IntStream.range(0, 10_000).forEach(i -> assertTrue(hasRoom("session-" + i, end)));
      assertFalse(hasRoom("one more", end));
      try (PhoenixClient herself = connect(ann)) {
        herself.joined(ROOM);
        await().until(() -> Instant.now().getEpochSecond() > signedUp);
        operator.does("disable", "ann");
        assertEquals(1008, herself.raw().closeCode());
      }
      operator.does("enable", "ann");
      try (PhoenixClient again = connect(client.signIn("Ann", PASSWORD))) {
        again.joined(ROOM);
      }
    }

    private boolean hasRoom(String session, Instant end) {
      return server
          .hubbub()
          .revocations()
          .revokeKept(Revocation.ofToken(AccountTokens.NAME, session, end));
    }
  }

  @Nested
  class An_accounts_name {
    private Answer ann;
    private PhoenixClient owner;

    @BeforeEach
    void own() {
      ann = client.signUp("Ann", PASSWORD);
      operator.does("register", ROOM);
      owner = connect(client.signUp("Olga", PASSWORD));
      operator.does("rank", "olga", "owner", "--topic", ROOM);
      assertEquals("owner", owner.joined(ROOM).at("/me/rank").asText());
    }

    @AfterEach
    void leave() {
      owner.close();
    }

    private String asks(String command, String more) {
      PhoenixClient.Frame reply = owner.ask(ROOM, command, "{\"account\":\"ann\"" + more + "}");
      return reply.status().equals("ok") ? "ok" : reply.reason();
    }

    private String comes() {
      try (PhoenixClient herself = connect(ann)) {
        PhoenixClient.Frame reply = herself.join(ROOM, "{}");
        return reply.status().equals("ok")
            ? reply.payload().at("/response/me/rank").asText()
            : reply.reason();
      }
    }

    @Test
    void is_enough_to_ban_it_and_to_give_it_a_rank_though_it_never_came() {
      assertEquals("ok", asks("ban", ""));
      assertEquals("banned", comes());
      assertEquals("ok", asks("unban", ""));
      assertEquals("guest", comes());
      assertEquals("ok", asks("grant", ",\"rank\":\"vip\",\"lasting\":true"));
      assertEquals("vip", comes());
      assertEquals("ok", asks("revoke", ""));
      assertEquals("guest", comes());
    }

    @Test
    void is_what_moderators_are_told_of_its_owner_and_what_they_may_ask_by() {
      assertEquals("unknown_member", asks("whois", ""));
      try (PhoenixClient herself = connect(ann)) {
        herself.joined(ROOM);
        JsonNode known = owner.ask(ROOM, "whois", "{\"account\":\"ann\"}").response();
        assertEquals(ann.body().at("/account/id"), known.path("id"));
        assertEquals("Ann", known.path("account").asText());
        assertEquals(1, known.path("memberships").asInt());
        assertFalse(known.path("guest").asBoolean());
        assertEquals("rank_too_low", herself.ask(ROOM, "whois", "{\"account\":\"olga\"}").reason());
      }
    }

    @Test
    void is_known_by_what_the_store_remembers_though_its_owner_never_came() {
      assertEquals("ok", asks("ban", ",\"text\":\"spam\""));
      JsonNode known = owner.ask(ROOM, "whois", "{\"account\":\"ann\"}").response();
      assertEquals(ann.body().at("/account/id"), known.path("id"));
      assertEquals("guest", known.path("rank").asText());
      assertEquals("spam", known.at("/affiliation/text").asText());
      assertTrue(known.path("memberships").isMissingNode());
    }

    @Test
    void must_be_one() {
      PhoenixClient.Frame reply = owner.ask(ROOM, "ban", "{\"account\":\"Nobody\"}");
      assertEquals("unknown_account", reply.reason());
      reply = owner.ask(ROOM, "ban", "{\"account\":\"" + "x".repeat(5_000) + "\"}");
      assertEquals("unknown_account", reply.reason());
    }

    @Test
    void is_enough_for_operators() {
      operator.does("ban", "ANN", "--topic", ROOM);
      assertEquals("banned", comes());
      operator.does("unban", "ann", "--topic", ROOM);
      operator.does("ban", "ann");
      assertThrows(UncheckedIOException.class, this::comes); // at the handshake
      operator.does("unban", "ann");
      assertEquals("guest", comes());
    }
  }

  @Nested
  class The_list {
    @Test
    void shows_each_account_and_what_it_is() {
      client.signUp("bob", PASSWORD);
      admin("Ann");
      operator.does("disable", "bob");
      List<String> lines = operator.does("accounts");
      assertEquals(2, lines.size());
      assertTrue(lines.get(0).matches("Ann \\(a[\\w-]{21}\\) admin, created at .*"), lines.get(0));
      assertTrue(
          lines.get(1).matches("bob \\(a[\\w-]{21}\\) disabled, created at .*"), lines.get(1));
      assertEquals(lines.subList(1, 2), operator.does("accounts", "--after", "ANN"));
    }
  }

  @Nested
  class While_no_server_runs {
    @Test
    void accounts_are_changed_and_the_next_server_knows() {
      Answer ann = admin("Ann");
      server.close();
      operator.does("demote", "Ann");
      assertFalse(operator.does("accounts").getFirst().contains("admin"));
      server = TestServer.start(settings);
      try (AccountsClient someone = new AccountsClient(server, "203.0.113.2")) {
        assertEquals(401, someone.me(ann.token()).status());
      }
    }
  }
}
