package hubbub.store;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// Who may use a PostgreSQL: servers together, or a command alone.
class DatabaseLockTest {
  private final StoreSettings settings = TestPostgres.fresh();

  private boolean isFree() {
    try {
      Store.openAlone(settings).close();
      return true;
    } catch (CannotOpen e) {
      assertTrue(String.valueOf(e.getMessage()).contains("run the command where"), e::getMessage);
      return false;
    }
  }

  private void cutAllConnections() throws SQLException {
    try (Connection connection = Dialect.POSTGRESQL.connect(settings).getConnection();
        Statement statement = connection.createStatement()) {
      boolean _ =
          statement.execute(
              "select pg_terminate_backend(pid) from pg_stat_activity"
                  + " where datname = current_database() and pid <> pg_backend_pid()");
    }
  }

  @Test
  void a_command_is_refused_while_any_server_uses_it() throws CannotOpen {
    Store a = Store.open(settings);
    Store b = Store.open(settings);
    assertFalse(isFree());
    a.close();
    assertFalse(isFree());
    b.close();
    assertTrue(isFree());
  }

  @Test
  void two_commands_wait_for_each_other_by_being_refused() throws CannotOpen {
    Store command = Store.openAlone(settings);
    assertThrows(CannotOpen.class, () -> Store.openAlone(settings));
    command.close();
    assertTrue(isFree());
  }

  @Test
  void a_server_that_starts_meanwhile_waits_until_the_command_is_done() throws CannotOpen {
    Store command = Store.openAlone(settings);
    CompletableFuture<Store> starting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Store.open(settings);
              } catch (CannotOpen e) {
                throw new IllegalStateException(e);
              }
            },
            Thread::startVirtualThread);
    assertFalse(starting.isDone());
    command.close();
    try (Store _ = starting.join()) {
      assertFalse(isFree());
    }
  }

  @Test
  void a_server_has_it_again_after_its_connection_was_lost() throws Exception {
    try (Store _ = Store.open(settings)) {
      cutAllConnections();
      await().atMost(Duration.ofSeconds(30)).until(() -> !isFree());
    }
    assertTrue(isFree());
  }
}
