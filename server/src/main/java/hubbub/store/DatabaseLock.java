package hubbub.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;

/// A lock on a PostgreSQL: servers share it, and a command that changes the database has it alone,
/// so that none does so behind the backs of servers, which keep some of it in memory. It is an
/// advisory lock of a connection of its own, so it ends with its holder. Any thread; blocks.
final class DatabaseLock implements AutoCloseable {
  private static final String SHARED = "select pg_try_advisory_lock_shared(721)";
  private static final String ALONE = "select pg_try_advisory_lock(721)";
  private static final String UNLOCK = "select pg_advisory_unlock_all()";
  private static final Duration LONGEST_COMMAND = Duration.ofSeconds(20);
  private static final Duration STEP = Duration.ofMillis(200);
  private static final int VALID_SECONDS = 3;

  private final DataSource source;
  private final ReentrantLock renewing = new ReentrantLock();
  private Connection connection;
  private boolean isClosed;

  private DatabaseLock(DataSource source, Connection connection) {
    this.source = source;
    this.connection = connection;
  }

  /// A server's. Waits for a while if a command has it alone.
  ///
  /// @throws CannotOpen if the command goes on for longer
  static DatabaseLock ofServer(DataSource source) throws SQLException, CannotOpen {
    long latest = System.nanoTime() + LONGEST_COMMAND.toNanos();
    DatabaseLock lock = new DatabaseLock(source, source.getConnection());
    while (!holds(lock.connection, SHARED)) {
      if (System.nanoTime() - latest > 0 || !hasSlept()) {
        lock.close();
        throw new CannotOpen("a command is changing it: start the server when that is done");
      }
    }
    return lock;
  }

  /// A command's.
  ///
  /// @throws CannotOpen if servers use the database
  static DatabaseLock ofCommand(DataSource source) throws SQLException, CannotOpen {
    DatabaseLock lock = new DatabaseLock(source, source.getConnection());
    if (!holds(lock.connection, ALONE)) {
      lock.close();
      throw new CannotOpen("a server uses it: run the command where that server runs, or stop it");
    }
    return lock;
  }

  private static boolean holds(Connection connection, String lock) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(lock)) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static boolean hasSlept() {
    try {
      Thread.sleep(STEP);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Takes a server's lock again if its connection was lost. Does nothing if that cannot be done
  /// now, or is being done.
  void renew() {
    if (!renewing.tryLock()) {
      return;
    }
    try {
      if (!isClosed && !connection.isValid(VALID_SECONDS)) {
        connection.close();
        connection = source.getConnection();
        if (!holds(connection, SHARED)) {
          connection.close(); // a command has it, and the next renewal tries again
        }
      }
    } catch (SQLException _) {
      // the database is still away
    } finally {
      renewing.unlock();
    }
  }

  @Override
  public void close() {
    renewing.lock();
    try {
      isClosed = true;
      unlock();
    } finally {
      renewing.unlock();
    }
  }

  /// Says so, since the server notices only later that a connection was closed.
  private void unlock() {
    try (Connection last = connection;
        Statement statement = last.createStatement()) {
      boolean _ = statement.execute(UNLOCK);
    } catch (SQLException _) {
      // it has ended with its connection
    }
  }
}
