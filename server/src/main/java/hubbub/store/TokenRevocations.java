package hubbub.store;

import hubbub.identity.OperatorAct;
import hubbub.identity.RevocationList;
import hubbub.identity.RevocationList.Revocation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;

/// Tokens that no longer count: the table `revocations`. Whoever decides about tokens has a copy in
/// memory, which is read at the start, and every few seconds, since other servers may share the
/// table. Any thread.
public final class TokenRevocations implements RevocationList.Keeper {
  private static final String PUT =
      """
      insert into revocations (issuer, kind, name, issued_before, until_at)
      values (:issuer, :kind, :name, :before, :until)
      on conflict (issuer, kind, name) do update set
        issued_before = excluded.issued_before,
        until_at = case when excluded.until_at > revocations.until_at
          then excluded.until_at else revocations.until_at end
      """;

  private final Database database;
  private final OperatorAudit operators;
  private volatile Consumer<Revocation> taker = _ -> {};

  TokenRevocations(Database database, OperatorAudit operators) {
    this.database = database;
    this.operators = operators;
  }

  @Override
  public CompletionStage<?> keep(Revocation its, Optional<OperatorAct> act) {
    return database.write(handle -> {
      Optional<OperatorAudit.Line> line = act.map(it -> operators.of(handle, it));
      put(handle, its);
      line.ifPresent(OperatorAudit.Line::add);
      return true;
    });
  }

  static void put(Handle handle, Revocation its) {
    handle
        .createUpdate(PUT)
        .bind("issuer", its.issuer())
        .bind("kind", its.kind().name().toLowerCase(Locale.ROOT))
        .bind("name", its.name())
        .bind("before", its.kind() == Revocation.Kind.TOKEN ? null : its.before())
        .bind("until", its.until())
        .execute();
  }

  /// Has `taker` take all that count at `now`, and from then on those that other servers add, some
  /// seconds later. Completes when it has the first.
  public CompletionStage<Void> feed(Consumer<Revocation> taker, long now) {
    this.taker = taker;
    return reload(now);
  }

  /// Reads the table again. That goes on whatever people do, so it does not count as a statement.
  CompletionStage<Void> reload(long now) {
    return database
        .read(handle -> {
          handle.getConfig(SqlStatements.class).setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
          return all(handle, now);
        })
        .thenAccept(all -> all.forEach(taker));
  }

  /// Those that count at `now`.
  public CompletionStage<List<Revocation>> all(long now) {
    return database.read(handle -> all(handle, now));
  }

  private static List<Revocation> all(Handle handle, long now) {
    return handle
        .createQuery("select * from revocations where until_at > :now")
        .bind("now", now)
        .map((row, _) -> revocation(row))
        .list();
  }

  private static Revocation revocation(ResultSet row) throws SQLException {
    return new Revocation(
        Revocation.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        row.getString("issuer"),
        row.getString("name"),
        row.getLong("issued_before"),
        row.getLong("until_at"));
  }
}
