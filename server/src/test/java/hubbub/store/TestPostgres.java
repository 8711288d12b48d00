package hubbub.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// A real PostgreSQL, one for all tests of a JVM; it ends with the JVM. Each test has a database of
/// its own in it.
public final class TestPostgres {
  private static final TestPostgres ONE = new TestPostgres();

  private final EmbeddedPostgres server;
  private final AtomicInteger databases = new AtomicInteger();

  private TestPostgres() {
    try {
      server = EmbeddedPostgres.start();
      run("create database migrated");
      Opened.open(settingsOf("migrated"), Schema.CURRENT).close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CannotOpen e) {
      throw new IllegalStateException(e);
    }
  }

  /// The settings of a new database, with the current schema and nothing in it.
  public static StoreSettings fresh() {
    String name = "test" + ONE.databases.incrementAndGet();
    ONE.run("create database " + name + " template migrated");
    return ONE.settingsOf(name);
  }

  /// The settings of a new database without a schema.
  static StoreSettings empty() {
    String name = "test" + ONE.databases.incrementAndGet();
    ONE.run("create database " + name);
    return ONE.settingsOf(name);
  }

  private StoreSettings settingsOf(String database) {
    return new StoreSettings(
        "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database,
        "postgres",
        "",
        Duration.ofDays(30));
  }

  private void run(String sql) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
