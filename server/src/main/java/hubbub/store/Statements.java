package hubbub.store;

import java.lang.reflect.Type;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jspecify.annotations.Nullable;

/// How statements are run: counted, within a time, and with text that every database can store.
final class Statements {
  private Statements() {}

  /// A Jdbi for `source`. Its exceptions show neither statements nor values, since both may have
  /// secrets.
  static Jdbi jdbi(DataSource source, StoreCounters counters) {
    Jdbi jdbi = Jdbi.create(source);
    jdbi.setSqlLogger(new Count(counters));
    jdbi.registerArgument(new StorableText());
    jdbi.getConfig(SqlStatements.class)
        .setQueryTimeout(Math.toIntExact(Database.PATIENCE.toSeconds()));
    jdbi.getConfig(StatementExceptions.class)
        .setMessageRendering(StatementExceptions.MessageRendering.NONE);
    return jdbi;
  }

  private record Count(StoreCounters counters) implements SqlLogger {
    @Override
    public void logAfterExecution(StatementContext context) {
      counters.statements.increment();
    }

    @Override
    public void logException(StatementContext context, SQLException fault) {
      counters.statements.increment();
    }
  }

  /// Binds text. What people write is cleaned before it comes here; NUL, which PostgreSQL cannot
  /// store, and half characters, which are no UTF-8, could only come from a program that embeds the
  /// server. They become U+FFFD.
  private static final class StorableText implements ArgumentFactory.Preparable {
    @Override
    public Optional<Function<Object, Argument>> prepare(Type type, ConfigRegistry config) {
      return type == String.class
          ? Optional.of(text -> (place, statement, _) -> set(statement, place, text))
          : Optional.empty();
    }

    private static void set(PreparedStatement statement, int place, @Nullable Object text)
        throws SQLException {
      statement.setString(place, text == null ? null : storable(text.toString()));
    }
  }

  /// `text` with U+FFFD in place of what cannot be stored.
  static String storable(String text) {
    return text.codePoints().allMatch(Statements::isStorable)
        ? text
        : text.codePoints()
            .map(each -> isStorable(each) ? each : 0xfffd)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  private static boolean isStorable(int codePoint) {
    return codePoint != 0
        && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
  }
}
