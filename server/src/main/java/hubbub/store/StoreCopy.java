package hubbub.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/// Copies everything that one database has into another one, which must be empty: every table, row
/// by row, with its ids. All or nothing: the other database has it in one transaction. Nobody else
/// may change the first one meanwhile. Blocks.
public final class StoreCopy {
  /// How many rows go at once.
  static final int BATCH = 1_000;

  private StoreCopy() {}

  /// Copies `from` into `to`, and returns how many rows each table has there now.
  ///
  /// @throws CannotOpen if one cannot be opened, `to` is not empty, or not all has arrived
  public static Map<String, Long> copy(StoreSettings from, StoreSettings to) throws CannotOpen {
    if (from.place().equals(to.place())) {
      throw new CannotOpen("it is the store itself");
    }
    try (Opened _ = Opened.openAlone(from);
        Opened _ = Opened.openAlone(to);
        Connection source = connect(from);
        Connection target = connect(to)) {
      source.setTransactionIsolation(
          isSqlite(from)
              ? Connection.TRANSACTION_SERIALIZABLE
              : Connection.TRANSACTION_REPEATABLE_READ);
      source.setAutoCommit(false);
      target.setAutoCommit(false);
      List<String> tables = Tables.inOrder(target);
      refuseUnlessEmpty(target, tables);
      Map<String, Long> rows = new LinkedHashMap<>();
      for (String table : tables) {
        rows.put(table, copy(source, target, table));
      }
      compare(source, target, rows);
      goOnCounting(target);
      target.commit();
      return rows;
    } catch (SQLException e) {
      throw new CannotOpen("not everything could be copied: " + Faults.lineOf(e), e);
    }
  }

  private static Connection connect(StoreSettings settings) throws SQLException {
    DataSource source = Dialect.of(settings.url()).orElseThrow().connect(settings);
    return source.getConnection();
  }

  private static boolean isSqlite(StoreSettings settings) {
    return settings.url().startsWith(Dialect.SQLITE.prefix);
  }

  private static void refuseUnlessEmpty(Connection target, List<String> tables)
      throws SQLException, CannotOpen {
    for (String table : tables) {
      if (Tables.count(target, table) > 0) {
        throw new CannotOpen("it is not empty: something is in " + table);
      }
    }
  }

  private static long copy(Connection source, Connection target, String table) throws SQLException {
    List<Tables.Column> columns = Tables.columns(target, table);
    long rows = 0;
    try (Statement statement = source.createStatement();
        PreparedStatement insert = target.prepareStatement(insert(target, table, columns))) {
      statement.setFetchSize(BATCH);
      try (ResultSet row = statement.executeQuery("select " + names(columns) + " from " + table)) {
        while (row.next()) {
          bind(insert, row, columns);
          insert.addBatch();
          rows++;
          if (rows % BATCH == 0) {
            int[] _ = insert.executeBatch();
          }
        }
      }
      int[] _ = insert.executeBatch();
    }
    return rows;
  }

  /// PostgreSQL counts ids itself, unless it is told otherwise.
  private static String insert(Connection target, String table, List<Tables.Column> columns)
      throws SQLException {
    String places = columns.stream().map(_ -> "?").collect(Collectors.joining(", "));
    String overriding = Tables.isPostgresql(target) ? " overriding system value" : "";
    return "insert into %s (%s)%s values (%s)".formatted(table, names(columns), overriding, places);
  }

  private static String names(List<Tables.Column> columns) {
    return columns.stream().map(Tables.Column::name).collect(Collectors.joining(", "));
  }

  private static void bind(PreparedStatement insert, ResultSet row, List<Tables.Column> columns)
      throws SQLException {
    for (int i = 1; i <= columns.size(); i++) {
      if (row.getObject(i) == null) {
        insert.setNull(i, columns.get(i - 1).type());
        continue;
      }
      switch (columns.get(i - 1).kind()) {
        case FLAG -> insert.setBoolean(i, row.getBoolean(i));
        case WHOLE -> insert.setLong(i, row.getLong(i));
        case TEXT -> insert.setString(i, Statements.storable(row.getString(i)));
      }
    }
  }

  private static void compare(Connection source, Connection target, Map<String, Long> rows)
      throws SQLException, CannotOpen {
    for (Map.Entry<String, Long> each : rows.entrySet()) {
      long before = Tables.count(source, each.getKey());
      long after = Tables.count(target, each.getKey());
      if (before != after || after != each.getValue()) {
        throw new CannotOpen(
            "%s has %d rows, but %d arrived".formatted(each.getKey(), before, after));
      }
    }
  }

  /// The next id comes after the last one that was copied. SQLite sees to that itself.
  private static void goOnCounting(Connection target) throws SQLException {
    if (Tables.isPostgresql(target)) {
      try (Statement statement = target.createStatement()) {
        boolean _ =
            statement.execute(
                "select setval(pg_get_serial_sequence('audit', 'id'),"
                    + " (select coalesce(max(id), 0) + 1 from audit), false)");
      }
    }
  }
}
