package hubbub.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/// A database that is open and has the right schema: its lanes, the names of its registered topics,
/// and the keys of its accounts' names.
record Opened(
    Database.Lanes lanes,
    RegisteredNames names,
    RegisteredNames accounts,
    StoreCounters counters,
    Optional<DatabaseLock> lock)
    implements AutoCloseable {
  private static final int POSTGRESQL_CONNECTIONS = 8;
  private static final int SQLITE_READERS = 2;
  private static final String TOPICS = "select name from registered_topics";
  private static final String ACCOUNTS = "select name_key from accounts";

  /// Locks a database.
  @FunctionalInterface
  private interface Locking {
    DatabaseLock lock(DataSource source) throws SQLException, CannotOpen;
  }

  /// Opens the database for a server. Blocks.
  ///
  /// @throws CannotOpen for what the operator can mend
  static Opened open(StoreSettings settings, Schema schema) throws CannotOpen {
    return open(settings, schema, DatabaseLock::ofServer);
  }

  /// Opens the database for a command, which has a PostgreSQL for itself then. Blocks.
  ///
  /// @throws CannotOpen for what the operator can mend, and if servers use a PostgreSQL
  static Opened openAlone(StoreSettings settings) throws CannotOpen {
    return open(settings, Schema.CURRENT, DatabaseLock::ofCommand);
  }

  private static Opened open(StoreSettings settings, Schema schema, Locking locking)
      throws CannotOpen {
    Dialect dialect =
        Dialect.of(settings.url())
            .orElseThrow(() -> new CannotOpen("neither jdbc:sqlite: nor jdbc:postgresql:"));
    try {
      if (dialect.file(settings).isPresent()) {
        makeFile(dialect.file(settings).get());
      }
      DataSource source = dialect.connect(settings);
      Optional<DatabaseLock> lock =
          dialect == Dialect.POSTGRESQL ? Optional.of(locking.lock(source)) : Optional.empty();
      return locked(
          lock,
          () -> {
            schema.migrate(dialect, settings, source);
            return loaded(lanes(dialect, source, lock));
          });
    } catch (SQLException | RuntimeException e) {
      if (Faults.sqlBehind(e).isEmpty()) {
        throw new IllegalStateException("a bug kept the store from opening", e);
      }
      throw new CannotOpen(Faults.lineOf(e), e);
    }
  }

  @FunctionalInterface
  private interface Opening {
    Opened open() throws SQLException, CannotOpen;
  }

  /// Gives the lock up if it cannot be opened.
  private static Opened locked(Optional<DatabaseLock> lock, Opening opening)
      throws SQLException, CannotOpen {
    try {
      return opening.open();
    } catch (SQLException | CannotOpen | RuntimeException e) {
      lock.ifPresent(DatabaseLock::close);
      throw e;
    }
  }

  /// For its owner only: it has password hashes.
  private static void makeFile(Path file) throws CannotOpen {
    try {
      PrivateFile.create(file);
    } catch (FileAlreadyExistsException _) {
      // kept from an earlier run
    } catch (IOException e) {
      throw new CannotOpen("no file can be made there", e);
    }
  }

  private static Opened lanes(Dialect dialect, DataSource source, Optional<DatabaseLock> lock) {
    StoreCounters counters = new StoreCounters();
    return switch (dialect) {
      case SQLITE -> {
        Lane writes = Lane.open(new Lane.Plan("write", 1, ""), source, counters);
        Lane reads =
            Lane.open(
                new Lane.Plan("read", SQLITE_READERS, "pragma query_only = on"), source, counters);
        yield new Opened(
            new Database.Lanes(reads, writes),
            new RegisteredNames(),
            new RegisteredNames(),
            counters,
            lock);
      }
      case POSTGRESQL -> {
        Lane both = Lane.open(new Lane.Plan("sql", POSTGRESQL_CONNECTIONS, ""), source, counters);
        yield new Opened(
            new Database.Lanes(both, both),
            new RegisteredNames(),
            new RegisteredNames(),
            counters,
            lock);
      }
    };
  }

  private static Opened loaded(Opened opened) throws SQLException {
    try {
      DataSource source = opened.lanes().reads().connections();
      forEach(TOPICS, source, opened.names()::add);
      forEach(ACCOUNTS, source, opened.accounts()::add);
      return opened;
    } catch (SQLException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /// Adds the names that have come since, from other servers; returns how many there are.
  int addNames(Handle handle) {
    List<String> topics = handle.createQuery(TOPICS).mapTo(String.class).list();
    topics.forEach(names::add);
    List<String> its = handle.createQuery(ACCOUNTS).mapTo(String.class).list();
    its.forEach(accounts::add);
    return topics.size() + its.size();
  }

  /// Passes the first column of each row to `reader`.
  private static void forEach(String select, DataSource source, Consumer<String> reader)
      throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(select)) {
      while (rows.next()) {
        reader.accept(rows.getString(1));
      }
    }
  }

  @Override
  public void close() {
    lanes.writes().close();
    if (lanes.reads() != lanes.writes()) {
      lanes.reads().close();
    }
    lock.ifPresent(DatabaseLock::close);
  }
}
