package hubbub.store;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which tables and columns a database has, as it says itself.
final class Tables {
  private Tables() {}

  /// What is in a column.
  enum Kind {
    FLAG,
    WHOLE,
    TEXT
  }

  /// A column, and its type of [Types].
  record Column(String name, int type, Kind kind) {}

  static boolean isPostgresql(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
  }

  /// The tables of the schema, each after those that its rows refer to.
  static List<String> inOrder(Connection connection) throws SQLException {
    Set<String> left = all(connection);
    List<String> ordered = new ArrayList<>();
    while (!left.isEmpty()) {
      for (String table : List.copyOf(left)) {
        if (ordered.containsAll(referredTo(connection, table))) {
          ordered.add(table);
          left.remove(table);
        }
      }
    }
    return ordered;
  }

  private static Set<String> all(Connection connection) throws SQLException {
    Set<String> all = new LinkedHashSet<>();
    try (ResultSet row =
        connection
            .getMetaData()
            .getTables(null, connection.getSchema(), "%", new String[] {"TABLE"})) {
      while (row.next()) {
        String name = row.getString("TABLE_NAME");
        if (!name.equals(Schema.HISTORY) && !name.startsWith("sqlite_")) {
          all.add(name);
        }
      }
    }
    return all;
  }

  private static Set<String> referredTo(Connection connection, String table) throws SQLException {
    Set<String> all = new LinkedHashSet<>();
    try (ResultSet key =
        connection.getMetaData().getImportedKeys(null, connection.getSchema(), table)) {
      while (key.next()) {
        all.add(key.getString("PKTABLE_NAME"));
      }
    }
    all.remove(table);
    return all;
  }

  static List<Column> columns(Connection connection, String table) throws SQLException {
    List<Column> all = new ArrayList<>();
    DatabaseMetaData metaData = connection.getMetaData();
    try (ResultSet row = metaData.getColumns(null, connection.getSchema(), table, "%")) {
      while (row.next()) {
        int type = row.getInt("DATA_TYPE");
        String name = row.getString("TYPE_NAME").toLowerCase(Locale.ROOT);
        all.add(new Column(row.getString("COLUMN_NAME"), type, kind(name)));
      }
    }
    return all;
  }

  private static Kind kind(String type) {
    return switch (type) {
      case "bool", "boolean" -> Kind.FLAG;
      case "int4", "int8", "bigserial", "integer", "bigint" -> Kind.WHOLE;
      default -> Kind.TEXT;
    };
  }

  static long count(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from " + table)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }
}
