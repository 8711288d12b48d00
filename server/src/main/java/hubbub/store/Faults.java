package hubbub.store;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;

/// Reads what libraries throw.
final class Faults {
  private static final int MOST_CAUSES = 10;

  private Faults() {}

  /// What the database or its driver said, if that is behind `fault`.
  static Optional<SQLException> sqlBehind(Throwable fault) {
    Throwable each = fault;
    for (int i = 0; each != null && i < MOST_CAUSES; i++) {
      if (each instanceof SQLException sql) {
        return Optional.of(sql);
      }
      each = each.getCause();
    }
    return Optional.empty();
  }

  /// Whether there is no connection, as opposed to a statement that failed (SQLSTATE 08; 57P:
  /// PostgreSQL is stopping or starting).
  static boolean isDisconnect(SQLException fault) {
    String state = String.valueOf(fault.getSQLState());
    return fault instanceof SQLTransientConnectionException
        || fault instanceof SQLNonTransientConnectionException
        || state.startsWith("08")
        || state.startsWith("57P");
  }

  /// One line for operators: what the database or its driver said, and what was behind it. No
  /// statement and no value is in it.
  static String lineOf(Throwable fault) {
    String said = firstLine(sqlBehind(fault).<Throwable>map(sql -> sql).orElse(fault));
    String behind = firstLine(innermost(fault));
    return said.contains(behind) ? said : said + " (" + behind + ")";
  }

  private static Throwable innermost(Throwable fault) {
    Throwable each = fault;
    for (int i = 0; each.getCause() != null && i < MOST_CAUSES; i++) {
      each = each.getCause();
    }
    return each;
  }

  private static String firstLine(Throwable fault) {
    return String.valueOf(fault.getMessage())
        .lines()
        .findFirst()
        .orElseGet(() -> fault.getClass().getSimpleName())
        .strip();
  }
}
