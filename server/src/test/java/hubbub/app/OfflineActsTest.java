package hubbub.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.app.AdminRequest.Answer;
import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.TestServer;
import hubbub.store.StoreSettings;
import hubbub.store.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What operators do to a store while no server runs on it.
class OfflineActsTest {
  private static final String ROOM = "room:lounge";

  @TempDir private Path data;

  private AdminConsole console;
  private int visits;

  @BeforeEach
  void open() {
    console = new AdminConsole(Map.of("hubbub.data", data.toString()));
  }

  /// A server has run on the data folder.
  private void haveServed() {
    TestServer.start(console.settings()).close();
  }

  private boolean isRegistered(Map<String, String> settings) {
    visits++; // a nick is kept for whoever was there before a restart
    try (TestServer server = TestServer.start(settings);
        PhoenixClient visitor = PhoenixClient.connect(server.port(), "visitor" + visits)) {
      return visitor.joined(ROOM).at("/topic/registered").asBoolean();
    }
  }

  @Nested
  class Restoring {
    @Test
    void brings_a_backup_back_and_says_what_was_done() throws BadSetting {
      haveServed();
      String backup = data.resolve("backup.db").toString();
      console.does("backup", backup);
      console.does("register", ROOM);
      List<String> said = console.does("restore", backup);
      assertEquals(3, said.size(), said.toString());
      assertTrue(said.get(1).contains("hubbub.db.before-restore-"), said.toString());
      assertFalse(isRegistered(console.settings()));
      assertTrue(console.does("audit").toString().contains("admin restore"));
    }

    @Test
    void is_refused_while_a_server_runs() throws BadSetting {
      String backup = data.resolve("backup.db").toString();
      try (TestServer _ = TestServer.start(console.settings())) {
        console.does("backup", backup);
        BadSetting why = assertThrows(BadSetting.class, () -> console.run("restore", backup));
        assertTrue(String.valueOf(why.getMessage()).contains("no other server uses"));
      }
    }

    @Test
    void says_what_is_wrong_with_a_file() throws Exception {
      Path text = Files.writeString(data.resolve("text.db"), "no store");
      Answer answer = console.run("restore", text.toString());
      assertFalse(answer.isOk());
      assertTrue(answer.lines().getFirst().contains("no SQLite file"), answer.lines().toString());
      assertFalse(console.run("restore").isOk());
    }
  }

  private Map<String, String> on(StoreSettings store) {
    Map<String, String> settings = new HashMap<>(console.settings());
    settings.put("hubbub.store.url", store.url());
    settings.put("hubbub.store.user", store.user());
    return settings;
  }

  @Nested
  class A_postgresql_that_other_servers_use {
    @Test
    void is_left_alone_by_a_command_beside_them(@TempDir Path elsewhere) throws BadSetting {
      StoreSettings postgresql = TestPostgres.fresh();
      AdminConsole here = new AdminConsole(on(postgresql));
      Map<String, String> other = new HashMap<>(here.settings());
      other.put("hubbub.data", elsewhere.toString());
      TestServer.start(here.settings()).close();
      try (TestServer _ = TestServer.start(other)) {
        BadSetting why = assertThrows(BadSetting.class, () -> here.run("register", ROOM));
        assertTrue(String.valueOf(why.getMessage()).contains("a server uses it"), why::getMessage);
        assertFalse(here.run("replay-erasures").isOk());
        new AdminConsole(other).does("register", "room:other");
      }
      here.does("register", ROOM);
      assertTrue(isRegistered(here.settings()));
    }
  }

  @Nested
  class Copying {

    @Test
    void moves_a_server_to_postgresql_and_back() throws BadSetting {
      haveServed();
      StoreSettings postgresql = TestPostgres.fresh();
      console.does("register", ROOM);
      List<String> said =
          console.does("copy-store", "--to", postgresql.url(), "--to-user", postgresql.user());
      assertTrue(said.contains("registered_topics: 1 rows"), said.toString());
      assertTrue(said.toString().contains("hubbub.store.url: " + postgresql.url()));
      assertTrue(isRegistered(on(postgresql)));
      AdminConsole there = new AdminConsole(on(postgresql));
      assertFalse(there.run("restore", "any.db").isOk());
      assertTrue(there.does("replay-erasures").getFirst().startsWith("erased again: 0 people"));
      String back = "jdbc:sqlite:" + data.resolve("back.db");
      there.does("copy-store", "--to", back);
      Map<String, String> settings = new HashMap<>(console.settings());
      settings.put("hubbub.store.url", back);
      assertTrue(isRegistered(settings));
    }

    @Test
    void is_refused_into_what_is_not_empty_and_with_a_password_in_the_address() throws BadSetting {
      haveServed();
      console.does("register", ROOM);
      String other = "jdbc:sqlite:" + data.resolve("other.db");
      console.does("copy-store", "--to", other);
      assertFalse(console.run("copy-store", "--to", other).isOk());
      assertFalse(console.run("copy-store").isOk());
      assertThrows(
          BadSetting.class,
          () -> console.run("copy-store", "--to", "jdbc:postgresql://x/y?password=secret"));
    }
  }
}
