package hubbub.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hubbub.app.AdminRequest.Answer;
import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.RawSocket;
import hubbub.phoenix.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// What operators do with `./hubbub admin`, while a server runs and while none does.
class AdminTest {
  private static final String ROOM = "room:lounge";

  @TempDir private Path data;

  private Map<String, String> settings() {
    return Map.of("hubbub.data", data.toString(), "hubbub.spam.enabled", "false");
  }

  private Answer admin(String... words) throws BadSetting {
    CommandSpec spec = CommandSpec.create();
    spec.addPositional(PositionalParamSpec.builder().index("0").arity("0..1").build());
    AdminCommand.addTo(spec);
    String[] all = new String[words.length + 1];
    all[0] = AdminCommand.NAME;
    System.arraycopy(words, 0, all, 1, words.length);
    return AdminCommand.run(
        new CommandLine(spec).parseArgs(all), Settings.of(settings()), Plugins.onClassPath());
  }

  private void does(String... words) throws BadSetting {
    Answer answer = admin(words);
    assertTrue(answer.isOk(), () -> Arrays.toString(words) + ": " + answer.lines());
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
    void whoever_is_there_is_told_at_once() throws BadSetting {
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
    void a_banned_block_of_addresses_is_refused_the_handshake_and_cut_off()
        throws BadSetting, IOException {
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
    void who_was_connected_already_is_refused_as_banned() throws BadSetting {
      try (TestServer server = TestServer.start(settings());
          PhoenixClient bob = from(server, "bob", "198.51.100.7")) {
        does("ban", "198.51.100.0/24");
        assertEquals("banned", bob.join(ROOM, "{}").reason());
      }
    }

    @Test
    void a_banned_guest_gets_into_no_topic_with_its_key() throws BadSetting {
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
        throws BadSetting {
      try (TestServer _ = TestServer.start(settings())) {
        does("register", ROOM, "--title", "The lounge");
        does("backup", elsewhere.resolve("hubbub.db").toString());
        assertFalse(admin("backup", elsewhere.resolve("hubbub.db").toString()).isOk());
      }
      try (TestServer other = TestServer.start("hubbub.data", elsewhere.toString());
          PhoenixClient ann = PhoenixClient.connect(other.port(), "ann")) {
        assertEquals("The lounge", ann.joined(ROOM).at("/topic/title").asText());
      }
    }
  }

  @Nested
  class While_no_server_runs {
    @Test
    void the_store_is_changed_and_the_next_server_has_it() throws BadSetting {
      does("register", ROOM, "--title", "The lounge");
      does("ban", "bob", "--topic", ROOM);
      try (TestServer server = TestServer.start(settings());
          PhoenixClient ann = PhoenixClient.connect(server.port(), "ann")) {
        JsonNode topic = ann.joined(ROOM).path("topic");
        assertEquals("The lounge", topic.path("title").asText());
        assertTrue(topic.path("registered").asBoolean());
        assertTrue(admin("bans", "--topic", ROOM).lines().getFirst().startsWith("bob"));
      }
      does("unregister", ROOM);
      assertFalse(admin("unregister", ROOM).isOk());
    }
  }

  @Nested
  class What_is_not_understood {
    @Test
    void is_said_and_changes_nothing() throws BadSetting {
      for (String[] words :
          new String[][] {
            {},
            {"dance"},
            {"register"},
            {"register", "nothing"},
            {"register", "unserved:x"},
            {"rank", "bob", "king", "--topic", ROOM},
            {"rank", "bob", "vip"},
            {"ban"},
            {"ban", "192.0.2.0/99"},
            {"ban", "bob", "--ttl", "soon"},
            {"audit"},
            {"backup"},
            {"unban", "nobody"}
          }) {
        Answer answer = admin(words);
        assertFalse(answer.isOk(), Arrays.toString(words));
        assertEquals(1, answer.lines().size());
      }
    }
  }
}
