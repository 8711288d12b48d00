package hubbub.store;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// The databases that the store runs on, and all that differs between them. SQL outside of this
/// enum runs on each.
enum Dialect {
  /// A file. It has one writer at a time, and readers do not wait for it (WAL). A transaction is on
  /// the disk when it has been committed (docs/adr/0066).
  SQLITE("jdbc:sqlite:", "text", "integer primary key autoincrement", "", "") {
    @Override
    DataSource connect(StoreSettings settings) {
      SQLiteConfig config = new SQLiteConfig();
      config.setJournalMode(SQLiteConfig.JournalMode.WAL);
      config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
      config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
      config.enforceForeignKeys(true);
      config.setBusyTimeout(Math.toIntExact(Database.PATIENCE.toMillis()));
      SQLiteDataSource source = new SQLiteDataSource(config);
      source.setUrl(settings.url());
      return source;
    }

    @Override
    Optional<Path> file(StoreSettings settings) {
      return Optional.of(Path.of(settings.place().substring(prefix.length())));
    }
  },

  /// A PostgreSQL server. Keys are compared byte by byte, whatever the database's language is.
  POSTGRESQL(
      "jdbc:postgresql:",
      "text collate \"C\"",
      "bigint generated always as identity primary key",
      "select 1 from pg_advisory_xact_lock_shared(720)",
      "select 1 from pg_advisory_xact_lock(720)") {
    @Override
    DataSource connect(StoreSettings settings) {
      PGSimpleDataSource source = new PGSimpleDataSource();
      source.setUrl(settings.url());
      if (!settings.user().isEmpty()) {
        source.setUser(settings.user());
      }
      if (!settings.password().isEmpty()) {
        source.setPassword(settings.password());
      }
      int seconds = Math.toIntExact(Database.PATIENCE.toSeconds());
      source.setConnectTimeout(seconds);
      source.setSocketTimeout(seconds + 1);
      source.setTcpKeepAlive(true);
      source.setApplicationName("hubbub");
      source.setLogServerErrorDetail(false);
      return source;
    }

    @Override
    Optional<Path> file(StoreSettings settings) {
      return Optional.empty();
    }
  };

  final String prefix;

  /// Waits for the lock of [Erasures] until the transaction ends, together with others or alone;
  /// empty where transactions that write wait for each other anyway.
  final String lockShared;

  final String lockAlone;

  private final String key;
  private final String id;

  Dialect(String prefix, String key, String id, String lockShared, String lockAlone) {
    this.prefix = prefix;
    this.key = key;
    this.id = id;
    this.lockShared = lockShared;
    this.lockAlone = lockAlone;
  }

  /// What the placeholders in the scripts of the [Schema] stand for: `key`, the type of keys, and
  /// `id`, that of ids that count up.
  Map<String, String> types() {
    return Map.of("key", key, "id", id);
  }

  /// A source of new connections.
  abstract DataSource connect(StoreSettings settings);

  /// The file that the database is in, if it is one.
  abstract Optional<Path> file(StoreSettings settings);

  /// The dialect that a JDBC URL names; empty for any other.
  static Optional<Dialect> of(String url) {
    return Stream.of(values()).filter(it -> url.startsWith(it.prefix)).findFirst();
  }
}
