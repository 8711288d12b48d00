package hubbub.store;

import hubbub.topic.AddressPrefix;
import hubbub.topic.MemberId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;

/// Bans from the whole server: the table `server_bans`, and a copy of it in memory, so that whoever
/// is banned costs no query however often they come. The copy is made again after each change here,
/// and every few seconds, because other programs may change the table too. While the store is down,
/// the last copy holds. Any thread.
public final class ServerBans {
  /// The most that are kept in memory; the newest count.
  static final int MOST = 100_000;

  private static final String PUT =
      """
      insert into server_bans (subject, until_at, set_at, by_id, text)
      values (:subject, :until, :at, :by, :text)
      on conflict (subject) do update set
        until_at = excluded.until_at, set_at = excluded.set_at, by_id = excluded.by_id,
        text = excluded.text
      """;

  private static final String ALL =
      """
      select * from server_bans where until_at is null or until_at > :now
      order by set_at desc limit :limit
      """;

  private final Database database;
  private final InstantSource clock;
  private volatile BanTable table = BanTable.EMPTY;

  ServerBans(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// Whether that member may not use the server now. From memory.
  public boolean holds(MemberId id) {
    return table.holds(id, clock.millis());
  }

  /// Whether nobody may use the server from that address now. From memory.
  public boolean holds(AddressPrefix address) {
    return table.holds(address, clock.millis());
  }

  /// Imposes a ban, in place of the one that there may be.
  public CompletionStage<Void> put(ServerBan ban) {
    return database
        .write(handle ->
            handle
                .createUpdate(PUT)
                .bind("subject", key(ban.whom()))
                .bind("until", Rows.orNull(ban.untilAt()))
                .bind("at", ban.at())
                .bind("by", ban.by())
                .bind("text", Rows.orNull(ban.text()))
                .execute())
        .thenCompose(_ -> reload());
  }

  /// Lifts a ban. The answer says whether there was one.
  public CompletionStage<Boolean> remove(ServerBan.Whom whom) {
    return database
        .write(handle ->
            handle
                .createUpdate("delete from server_bans where subject = :subject")
                .bind("subject", key(whom))
                .execute())
        .thenCompose(removed -> reload().thenApply(_ -> removed > 0));
  }

  /// All bans that count now, newest first.
  public CompletionStage<List<ServerBan>> all() {
    return database.read(this::read);
  }

  /// Copies the table again. That goes on whatever people do, so it does not count as a statement.
  CompletionStage<Void> reload() {
    return database
        .read(handle -> {
          handle.getConfig(SqlStatements.class).setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
          return read(handle);
        })
        .thenAccept(bans -> table = new BanTable(bans));
  }

  private List<ServerBan> read(Handle handle) {
    return handle
        .createQuery(ALL)
        .bind("now", clock.millis())
        .bind("limit", MOST)
        .map((row, _) -> ban(row))
        .list();
  }

  private static ServerBan ban(ResultSet row) throws SQLException {
    return new ServerBan(
        whom(row.getString("subject")),
        Rows.whole(row, "until_at"),
        row.getLong("set_at"),
        row.getString("by_id"),
        Optional.ofNullable(row.getString("text")));
  }

  private static String key(ServerBan.Whom whom) {
    return switch (whom) {
      case ServerBan.Whom.Member(MemberId id) -> "m:" + id;
      case ServerBan.Whom.Block(AddressPrefix prefix) -> "a:" + prefix;
    };
  }

  private static ServerBan.Whom whom(String key) {
    String rest = key.substring(2);
    return key.startsWith("a:")
        ? new ServerBan.Whom.Block(AddressPrefix.parse(rest))
        : new ServerBan.Whom.Member(new MemberId(rest));
  }
}
