package hubbub.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// The tables of the store, and their version. The scripts `V<version>__<what>.sql` in the folders
/// `scripts` make each from the one before; Flyway runs them, and keeps in `schema_history` which
/// have run.
///
/// Flyway takes a good part of a start, so it runs only when there is something to do.
record Schema(List<String> scripts, int version) {
  /// What this server needs.
  static final Schema CURRENT = new Schema(List.of("classpath:hubbub/store"), 2);

  static final String HISTORY = "schema_history";

  Schema {
    scripts = List.copyOf(scripts);
  }

  /// Brings the database to this version. Blocks.
  ///
  /// @throws CannotOpen if the database is of a newer version, or cannot be changed
  void migrate(Dialect dialect, StoreSettings settings, DataSource source)
      throws CannotOpen, SQLException {
    OptionalInt found = versionOf(source);
    if (found.isPresent()) {
      refuseNewer(found.getAsInt());
    }
    if (found.isEmpty() || found.getAsInt() < version) {
      if (found.isPresent() && dialect.file(settings).isPresent()) {
        SchemaCopies.of(dialect.file(settings).get()).make(source, found.getAsInt());
      }
      run(dialect, source);
    }
  }

  /// @throws CannotOpen if a database's version is newer than this one
  void refuseNewer(int found) throws CannotOpen {
    if (found > version) {
      throw new CannotOpen(
          "a newer Hubbub made its schema (version %d; this one knows %d)"
              .formatted(found, version));
    }
  }

  private void run(Dialect dialect, DataSource source) throws CannotOpen {
    try {
      Flyway.configure(Schema.class.getClassLoader())
          .dataSource(source)
          .locations(scripts.toArray(String[]::new))
          .target(String.valueOf(version))
          .table(HISTORY)
          .placeholders(dialect.types())
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new CannotOpen("its schema cannot be changed: " + Faults.lineOf(e), e);
    }
  }

  /// The version of the database; empty if it has no schema of ours.
  static OptionalInt versionOf(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection()) {
      if (!hasHistory(connection)) {
        return OptionalInt.empty();
      }
      try (Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "select max(cast(version as integer)) from " + HISTORY + " where success")) {
        return row.next() && row.getInt(1) > 0
            ? OptionalInt.of(row.getInt(1))
            : OptionalInt.empty();
      }
    }
  }

  private static boolean hasHistory(Connection connection) throws SQLException {
    try (ResultSet tables =
        connection.getMetaData().getTables(null, connection.getSchema(), HISTORY, null)) {
      return tables.next();
    }
  }
}
