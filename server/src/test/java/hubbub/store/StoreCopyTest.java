package hubbub.store;

import static hubbub.store.Given.LOBBY;
import static hubbub.store.Given.resultOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.identity.Account;
import hubbub.identity.AccountStore.Session;
import hubbub.topic.Affiliation;
import hubbub.topic.LastingAct;
import hubbub.topic.MemberId;
import hubbub.topic.port.TopicStore.AuditPart;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Copying a store into another database.
class StoreCopyTest {
  private static final String NAME = "Robert'); drop table accounts; -- 😀";

  @TempDir Path folder;

  private StoreSettings sqlite(String name) {
    return new StoreSettings("jdbc:sqlite:" + folder.resolve(name), "", "", Duration.ofDays(1));
  }

  /// Has something in each table that people can fill, and more lines of audit than a batch.
  private static void fill(StoreSettings settings) throws CannotOpen {
    try (Store store = Store.open(settings)) {
      Account account = new Account(new MemberId("aBob"), NAME, "key", "a hash", 1, true, false);
      resultOf(
          store
              .accounts()
              .create(account, new Session("family", "hash", 1, 2L << 40), Optional.empty()));
      Affiliation ban = Given.banned(Given.BOB, OptionalLong.of(2L << 40));
      resultOf(
          store
              .topics()
              .write(
                  LOBBY,
                  new LastingAct.Register(Given.settingsOf(NAME), java.util.List.of(ban)),
                  Given.entry(1, "register")));
      ServerBan.Whom whom =
          new ServerBan.Whom.Block(ServerBan.Whom.addresses("192.0.2.0/24").orElseThrow());
      resultOf(
          store
              .bans()
              .put(new ServerBan(whom, OptionalLong.empty(), 1, "admin", Optional.of(NAME))));
      for (int i = 0; i < StoreCopy.BATCH + 10; i++) {
        store.topics().writeBehind(LOBBY, Given.entry(i, "kick"));
      }
    }
  }

  /// All tables that the file has, but for those of SQLite and Flyway.
  private Set<String> tables(String name) throws SQLException {
    try (Connection connection = DriverManager.getConnection(sqlite(name).url());
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select name from sqlite_master where type = 'table'"
                    + " and name not like 'sqlite_%' and name <> 'schema_history'")) {
      Set<String> all = new HashSet<>();
      while (row.next()) {
        all.add(row.getString(1));
      }
      return all;
    }
  }

  private static String refusal(StoreSettings from, StoreSettings to) {
    return String.valueOf(
        assertThrows(CannotOpen.class, () -> StoreCopy.copy(from, to)).getMessage());
  }

  @Test
  void everything_arrives_in_postgresql_and_comes_back() throws Exception {
    StoreSettings postgresql = TestPostgres.fresh();
    fill(sqlite("one.db"));
    Map<String, Long> there = StoreCopy.copy(sqlite("one.db"), postgresql);
    assertEquals(tables("one.db"), there.keySet());
    assertEquals(StoreCopy.BATCH + 12L, there.get("audit"));
    assertEquals(there, StoreCopy.copy(postgresql, sqlite("two.db")));
    try (Store store = Store.open(sqlite("two.db"))) {
      assertEquals(NAME, resultOf(store.accounts().named("key")).orElseThrow().name());
      assertTrue(resultOf(store.accounts().named("key")).orElseThrow().isDisabled());
      assertEquals(
          Given.settingsOf(NAME).about(),
          resultOf(store.topics().registration(LOBBY)).orElseThrow().settings().about());
    }
  }

  @Test
  void new_lines_of_audit_get_new_ids_after_a_copy() throws CannotOpen {
    StoreSettings postgresql = TestPostgres.fresh();
    fill(sqlite("one.db"));
    Map<String, Long> _ = StoreCopy.copy(sqlite("one.db"), postgresql);
    try (Store store = Store.open(postgresql)) {
      store.auditAct("copied", "");
      assertEquals(
          "copied",
          resultOf(store.serverAudit(AuditPart.ofAll(Optional.empty(), 1)))
              .entries()
              .getFirst()
              .act());
    }
  }

  @Test
  void a_database_with_something_in_it_is_refused_and_left_alone() throws CannotOpen {
    StoreSettings postgresql = TestPostgres.fresh();
    fill(sqlite("one.db"));
    fill(postgresql);
    assertTrue(
        refusal(sqlite("one.db"), postgresql).startsWith("it is not empty: something is in"));
    assertEquals("it is the store itself", refusal(postgresql, postgresql));
  }

  @Test
  void a_database_that_cannot_be_reached_is_refused() throws CannotOpen {
    fill(sqlite("one.db"));
    StoreSettings nowhere =
        new StoreSettings("jdbc:postgresql://127.0.0.1:1/x", "", "", Duration.ofDays(1));
    assertTrue(refusal(sqlite("one.db"), nowhere).contains("refused"));
  }
}
