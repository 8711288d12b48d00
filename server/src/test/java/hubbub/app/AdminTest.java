package hubbub.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hubbub.app.AdminRequest.Answer;
import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.RawSocket;
import hubbub.phoenix.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What operators do with `./hubbub admin`, while a server runs and while none does.
class AdminTest {
  private static final String ROOM = "room:lounge";
  private static final String BOB = "gbobbobbobbobbobb";

  @TempDir private Path data;

  private Map<String, String> settings() {
    return Map.of("hubbub.data", data.toString(), "hubbub.spam.enabled", "false");
  }

  private Answer admin(String... words) {
    return new Operator(settings()).asks(words);
  }

  private void does(String... words) {
    List<String> _ = new Operator(settings()).does(words);
  }

  /// A server has run on the data folder.
  private void haveServed() {
    TestServer.start(settings()).close();
  }

  private static PhoenixClient from(TestServer server, String name, String address) {
    return PhoenixClient.open(
        server.port(), "?vsn=2.0.0&name=" + name, "X-Forwarded-For: " + address + "\r\n");
  }

  private static int status(TestServer server, String address) throws IOException {
    try (RawSocket socket =
        RawSocket.send(
            server.port(),
            RawSocket.handshake(
                server.port(), "?vsn=2.0.0", "X-Forwarded-For: " + address + "\r\n"))) {
      return Integer.parseInt(socket.head().substring(9, 12));
    }
  }

  @Nested
  class While_a_server_runs {
    @Test
    void whoever_is_there_is_told_at_once() {
      try (TestServer server = TestServer.start(settings());
          PhoenixClient ann = PhoenixClient.connect(server.port(), "ann")) {
        String id = ann.joined(ROOM).at("/me/id").asText();
        does("register", ROOM, "--title", "The lounge");
        assertEquals("The lounge", ann.event("title_changed").path("title").asText());
        does("rank", id, "owner", "--topic", ROOM);
        assertEquals("owner", ann.event("rank_changed").path("rank").asText());
        does("ban", id, "--topic", ROOM, "--text", "enough");
        JsonNode close = ann.next(frame -> frame.event().equals("phx_close")).payload();
        assertEquals("enough", close.path("text").asText());
        assertEquals(1, admin("bans", "--topic", ROOM).lines().size());
        does("unban", id, "--topic", ROOM);
        ann.joined(ROOM);
        List<String> audit = admin("audit", ROOM).lines();
        assertEquals(4, audit.size(), audit.toString());
        assertTrue(audit.getFirst().contains("admin unban"), audit.toString());
      }
    }

    @Test
    void registered_rooms_and_lasting_ranks_are_listed() {
      try (TestServer _ = TestServer.start(settings())) {
        does("register", ROOM, "--title", "The lounge");
        does("register", "room:other");
        does("rank", BOB, "owner", "--topic", ROOM, "--text", "builds it");
        assertEquals(
            List.of(ROOM + " \"The lounge\", owned by " + BOB, "room:other"),
            admin("topics").lines());
        String rank = admin("ranks", ROOM).lines().getFirst();
        assertTrue(rank.startsWith(BOB + " owner, by admin at "), rank);
        assertTrue(rank.endsWith(": builds it"), rank);
        assertEquals(List.of(), admin("ranks", "room:other").lines());
      }
    }

    @Test
    void a_banned_block_of_addresses_is_refused_the_handshake_and_cut_off() throws IOException {
      try (TestServer server = TestServer.start(settings());
          PhoenixClient bob = from(server, "bob", "198.51.100.7")) {
        bob.joined(ROOM);
        does("ban", "198.51.100.0/24", "--ttl", "1d", "--text", "spam");
        assertEquals(403, status(server, "198.51.100.9"));
        assertEquals(101, status(server, "198.51.101.9"));
        assertEquals(1008, bob.raw().closeCode());
        does("unban", "198.51.100.0/24");
        assertEquals(101, status(server, "198.51.100.9"));
      }
    }

    @Test
    void a_ban_of_a_single_address_is_one_of_all_that_count_as_the_same_client()
        throws IOException {
      try (TestServer server = TestServer.start(settings())) {
        String said = admin("ban", "2001:db8::5").lines().getFirst();
        assertTrue(said.startsWith("2001:db8::/64 is banned"), said);
        assertTrue(said.contains("hubbub.prefix"), said);
        assertEquals(403, status(server, "2001:db8::5"));
        assertEquals(403, status(server, "2001:db8::6"));
        assertEquals(101, status(server, "2001:db8:0:1::5"));
        does("unban", "2001:db8::7");
        assertEquals(101, status(server, "2001:db8::5"));
      }
      Map<String, String> wide = new HashMap<>(settings());
      wide.put("hubbub.prefix.v4", "24");
      try (TestServer server = TestServer.start(wide)) {
        List<String> _ = new Operator(wide).does("ban", "198.51.100.7");
        assertEquals(403, status(server, "198.51.100.9"));
      }
    }

    @Test
    void who_was_connected_already_is_refused_as_banned() {
      try (TestServer server = TestServer.start(settings());
          PhoenixClient bob = from(server, "bob", "198.51.100.7")) {
        does("ban", "198.51.100.0/24");
        assertEquals("banned", bob.join(ROOM, "{}").reason());
      }
    }

    @Test
    void a_banned_guest_gets_into_no_topic_with_its_key() {
      try (TestServer server = TestServer.start(settings());
          PhoenixClient bob = PhoenixClient.connect(server.port(), "bob")) {
        JsonNode me = bob.joined(ROOM).path("me");
        does("ban", me.path("id").asText());
        try (PhoenixClient again = PhoenixClient.connect(server.port(), "bob")) {
          assertEquals("banned", again.join(ROOM, "{\"key\":" + me.path("key") + "}").reason());
        }
      }
    }

    @Test
    void what_was_done_to_the_whole_server_is_in_its_audit_log() {
      try (TestServer _ = TestServer.start(settings())) {
        does("ban", "198.51.100.0/24", "--text", "spam");
        does("ban", BOB, "--ttl", "1d");
        does("unban", BOB);
        assertFalse(admin("unban", BOB).isOk());
        List<String> audit = admin("audit").lines();
        assertEquals(3, audit.size(), audit.toString());
        assertTrue(audit.get(0).endsWith(" admin unban " + BOB), audit.toString());
        assertTrue(audit.get(1).contains(" admin ban " + BOB + " until "), audit.toString());
        assertTrue(
            audit.get(2).contains(" admin ban address 198.51.100.0/24 until "), audit.toString());
        assertTrue(audit.get(2).endsWith(": spam"), audit.toString());
      }
    }

    @Test
    void a_long_audit_log_is_shown_whole() {
      try (TestServer _ = TestServer.start(settings())) {
        for (int i = 0; i < 130; i++) {
          does("ban", BOB, "--text", "again ".repeat(30) + i);
        }
        assertEquals(130, admin("audit").lines().size());
      }
    }

    @Test
    void the_socket_is_for_its_owner_alone_and_gone_with_the_server() throws IOException {
      Path socket = data.resolve("admin.sock");
      try (TestServer _ = TestServer.start(settings())) {
        assertEquals(
            PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(socket));
      }
      assertFalse(Files.exists(socket));
    }

    @Test
    void a_backup_is_a_store_that_another_server_can_use(@TempDir Path elsewhere)
        throws IOException {
      Path file = elsewhere.resolve("hubbub.db");
      try (TestServer _ = TestServer.start(settings())) {
        does("register", ROOM, "--title", "The lounge");
        does("backup", file.toString());
        assertEquals(
            PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file));
        assertEquals(List.of("hubbub.db"), names(elsewhere));
        assertFalse(names(data).toString().contains("backup"), () -> names(data).toString());
      }
      try (TestServer other = TestServer.start("hubbub.data", elsewhere.toString());
          PhoenixClient ann = PhoenixClient.connect(other.port(), "ann")) {
        assertEquals("The lounge", ann.joined(ROOM).at("/topic/title").asText());
      }
    }
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(each -> String.valueOf(each.getFileName())).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Nested
  class A_backup {
    @Test
    void is_refused_where_a_file_is_or_no_folder_and_leaves_nothing() throws IOException {
      Path there = Files.writeString(data.resolve("there"), "kept");
      try (TestServer _ = TestServer.start(settings())) {
        List<String> before = names(data);
        for (Path file : List.of(there, data.resolve("none").resolve("hubbub.db"))) {
          assertFalse(admin("backup", file.toString()).isOk());
        }
        assertEquals(before, names(data));
        assertEquals("kept", Files.readString(there));
      }
    }

    @Test
    void that_a_command_did_not_fetch_is_gone_after_the_next_start() throws IOException {
      Path left = Files.createFile(data.resolve("unfetched-backup-0123456789abcdef.db"));
      Path fetched = Files.createFile(data.resolve("backup-2026-11-28.db"));
      haveServed();
      assertFalse(Files.exists(left));
      assertTrue(Files.exists(fetched));
    }
  }

  /// So that nothing is made that no server knows.
  @Nested
  class On_a_folder_where_no_server_has_run {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "key scores --scopes publish",
          "register room:lounge",
          "promote ann",
          "copy-store --to jdbc:sqlite:x.db",
          "replay-erasures"
        })
    void a_command_is_refused_and_makes_nothing(String words) {
      Path fresh = data.resolve("fresh");
      AdminConsole console = new AdminConsole(Map.of("hubbub.data", fresh.toString()));
      BadSetting why = assertThrows(BadSetting.class, () -> console.run(words.split(" ")));
      assertTrue(String.valueOf(why.getMessage()).contains("--data"), why::getMessage);
      assertFalse(Files.exists(fresh));
    }

    @Test
    void a_backup_can_be_restored(@TempDir Path elsewhere) {
      try (TestServer _ = TestServer.start(settings())) {
        does("register", ROOM, "--title", "The lounge");
        does("backup", elsewhere.resolve("hubbub.db").toString());
      }
      Map<String, String> fresh = Map.of("hubbub.data", elsewhere.resolve("data").toString());
      List<String> _ =
          new Operator(fresh).does("restore", elsewhere.resolve("hubbub.db").toString());
      try (TestServer other = TestServer.start(fresh);
          PhoenixClient ann = PhoenixClient.connect(other.port(), "ann")) {
        assertEquals("The lounge", ann.joined(ROOM).at("/topic/title").asText());
      }
    }
  }

  @Nested
  class Keys {
    @Test
    void are_printed_once_listed_rotated_and_revoked_while_a_server_runs() {
      try (TestServer _ = TestServer.start(settings())) {
        String key =
            admin("key", "scores", "--scopes", "publish", "--topic", "room:*").lines().getFirst();
        assertTrue(key.startsWith("hbk_"), key);
        String line = admin("key", "list").lines().getFirst();
        assertTrue(line.contains("scores") && line.contains("publish in room:*"), line);
        assertFalse(line.contains(key));
        assertTrue(
            admin("key", "rotate", "scores", "--keep", "1h").lines().getFirst().startsWith("hbk_"));
        assertEquals(2, admin("key", "list").lines().size());
        does("key", "revoke", "scores");
        assertTrue(admin("key", "list").lines().isEmpty());
        List<String> audit = admin("audit").lines();
        assertEquals(3, audit.size(), audit.toString());
        String what = " key:scores publish in room:*";
        assertTrue(audit.get(0).endsWith(" admin revoke-key" + what), audit.toString());
        assertTrue(audit.get(1).endsWith(" admin rotate-key" + what), audit.toString());
        assertTrue(audit.get(2).endsWith(" admin create-key" + what), audit.toString());
      }
    }

    @Test
    void are_made_while_none_runs() {
      haveServed();
      does("key", "scores", "--scopes", "topics:read,publish,moderate,accounts,admin");
      assertFalse(admin("key", "scores", "--scopes", "publish").isOk());
    }
  }

  @Nested
  class While_no_server_runs {
    @Test
    void the_store_is_changed_and_the_next_server_has_it() {
      haveServed();
      does("register", ROOM, "--title", "The lounge");
      does("ban", BOB, "--topic", ROOM);
      try (TestServer server = TestServer.start(settings());
          PhoenixClient ann = PhoenixClient.connect(server.port(), "ann")) {
        JsonNode topic = ann.joined(ROOM).path("topic");
        assertEquals("The lounge", topic.path("title").asText());
        assertTrue(topic.path("registered").asBoolean());
        assertTrue(admin("bans", "--topic", ROOM).lines().getFirst().startsWith(BOB));
      }
      does("unregister", ROOM);
      assertFalse(admin("unregister", ROOM).isOk());
    }
  }

  @Nested
  class What_is_not_understood {
    @Test
    void is_said_and_changes_nothing() {
      haveServed();
      for (String[] words :
          new String[][] {
            {},
            {"dance"},
            {"register"},
            {"register", "nothing"},
            {"register", "unserved:x"},
            {"rank", BOB, "king", "--topic", ROOM},
            {"rank", BOB, "vip"},
            {"ban"},
            {"ban", "192.0.2.0/99"},
            {"ban", BOB, "--ttl", "soon"},
            {"ban", "bob"},
            {"ban", "site:bob"},
            {"ban", "127.0.0.1"},
            {"rank", "bob", "vip", "--topic", ROOM},
            {"backup"},
            {"unban", "nobody"},
            {"promote"},
            {"promote", "Nobody"},
            {"disable", "\u202e"},
            {"reset-link", "Nobody"},
            {"invite", "--uses", "0"},
            {"invite", "--uses", "1001"},
            {"invite", "--uses", "many"},
            {"invite", "--ttl", "366d"},
            {"key"},
            {"key", "scores"},
            {"key", "scores", "--scopes", "fly"},
            {"key", "scores", "--scopes", "publish,"},
            {"key", "Bad Name", "--scopes", "publish"},
            {"key", "scores", "--scopes", "publish", "--topic", "nothing"},
            {"key", "scores", "--scopes", "publish,accounts", "--topic", "room:lobby"},
            {"key", "rotate"},
            {"key", "rotate", "nobody"},
            {"key", "revoke", "nobody"}
          }) {
        Answer answer = admin(words);
        assertFalse(answer.isOk(), Arrays.toString(words));
        assertEquals(1, answer.lines().size());
      }
    }
  }
}
