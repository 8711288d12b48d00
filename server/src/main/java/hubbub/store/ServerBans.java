package hubbub.store;

import hubbub.topic.AddressPrefix;
import hubbub.topic.AuditEntry;
import hubbub.topic.MemberId;
import hubbub.topic.port.TopicStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;

/// Bans from the whole server: the table `server_bans`, and a copy of it in memory, so that whoever
/// is banned costs no query however often they come. The copy is made again after each change here,
/// when another server says that it changed the table, and every few seconds, because other
/// programs may change it too. While the store is down, the last copy holds. Any thread.
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

  private static final String PAGE =
      """
      select * from server_bans
      where (until_at is null or until_at > :now) and (set_at, subject) < (:afterAt, :afterSubject)
      order by set_at desc, subject desc limit :limit
      """;

  private final Database database;
  private final AuditLog audit;
  private final Erasures erasures;
  private final InstantSource clock;
  private final OtherServers others;
  private final TableCopy<BanTable> table = new TableCopy<>(BanTable.EMPTY);

  ServerBans(
      Database database,
      AuditLog audit,
      Erasures erasures,
      OtherServers others,
      InstantSource clock) {
    this.erasures = erasures;
    this.others = others;
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  /// Whether that member may not use the server now. From memory.
  public boolean holds(MemberId id) {
    return table.latest().holds(id, clock.millis());
  }

  /// Whether nobody may use the server from that address now. From memory.
  public boolean holds(AddressPrefix address) {
    return table.latest().holds(address, clock.millis());
  }

  /// Imposes a ban, in place of the one that there may be. Leaves a line in the audit log. Nothing
  /// happens to somebody who was just erased, and whose id never comes back.
  public CompletionStage<Void> put(ServerBan ban) {
    return database
        .write(handle -> {
          AuditLog.Line asked = line("ban", ban);
          AuditLog.Line line = erasures.withPseudonyms(handle, List.of(asked)).getFirst();
          audit.add(handle, List.of(line));
          boolean isErased = !line.entry().about().equals(asked.entry().about());
          return put(handle, ban, line.entry().by().id(), isErased);
        })
        .thenCompose(_ -> others.changing(StoreNews.Kind.BANS_CHANGED, reload()));
  }

  /// A ban of a site's user who was erased stays, without text, as in [PersonalErasure].
  private static int put(Handle handle, ServerBan ban, String by, boolean isErased) {
    boolean isGone =
        isErased
            && ban.whom() instanceof ServerBan.Whom.Member(MemberId id)
            && RestoredStore.neverComesBack(id);
    return isGone
        ? 0
        : handle
            .createUpdate(PUT)
            .bind("subject", key(ban.whom()))
            .bind("until", Rows.orNull(ban.untilAt()))
            .bind("at", ban.at())
            .bind("by", by)
            .bind("text", isErased ? null : Rows.orNull(ban.text()))
            .execute();
  }

  /// Lifts a ban. Leaves a line in the audit log, if there was one, and answers whether there was.
  public CompletionStage<Boolean> remove(ServerBan.Whom whom, String by) {
    ServerBan lifted =
        new ServerBan(whom, OptionalLong.empty(), clock.millis(), by, Optional.empty());
    return database
        .write(handle -> {
          List<AuditLog.Line> lines =
              erasures.withPseudonyms(handle, List.of(line("unban", lifted)));
          int removed =
              handle
                  .createUpdate("delete from server_bans where subject = :subject")
                  .bind("subject", key(whom))
                  .execute();
          audit.add(handle, removed > 0 ? lines : List.of());
          return removed;
        })
        .thenCompose(removed ->
            others.changing(StoreNews.Kind.BANS_CHANGED, reload()).thenApply(_ -> removed > 0));
  }

  private static AuditLog.Line line(String act, ServerBan ban) {
    AuditEntry.Party about =
        switch (ban.whom()) {
          case ServerBan.Whom.Member(MemberId id) ->
              new AuditEntry.Party(id.value(), Optional.empty(), Optional.empty());
          case ServerBan.Whom.Block(AddressPrefix prefix) ->
              new AuditEntry.Party("address", Optional.empty(), Optional.of(prefix));
        };
    return new AuditLog.Line(
        AuditLog.SERVER,
        new AuditEntry(
            ban.at(),
            act,
            new AuditEntry.Party(ban.by(), Optional.empty(), Optional.empty()),
            Optional.of(about),
            Optional.empty(),
            ban.untilAt(),
            ban.text()));
  }

  /// Where a ban stands among all, newest first.
  private record Place(long at, String subject) {
    private static final Place END = new Place(Long.MAX_VALUE, "");
    private static final Place BEGINNING = new Place(Long.MIN_VALUE, "");
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})\\.(\\P{Cntrl}{1,255})");

    static Place of(ServerBan ban) {
      return new Place(ban.at(), key(ban.whom()));
    }

    /// The place that a text names. There is nothing after what is none.
    static Place parse(String text) {
      Matcher parts = TEXT.matcher(text);
      return parts.matches()
          ? new Place(Long.parseLong(parts.group(1)), parts.group(2))
          : BEGINNING;
    }

    @Override
    public String toString() {
      return at + "." + subject;
    }
  }

  /// At most `limit` of the bans that count now, newest first; `after` is the `next` of the page
  /// before.
  public CompletionStage<TopicStore.Page<ServerBan>> page(Optional<String> after, int limit) {
    Place from = after.map(Place::parse).orElse(Place.END);
    return database.read(handle -> {
      List<ServerBan> found =
          handle
              .createQuery(PAGE)
              .bind("now", clock.millis())
              .bind("afterAt", from.at())
              .bind("afterSubject", from.subject())
              .bind("limit", limit + 1)
              .map((row, _) -> ban(row))
              .list();
      return found.size() <= limit
          ? new TopicStore.Page<>(found, Optional.empty())
          : new TopicStore.Page<>(
              found.subList(0, limit), Optional.of(Place.of(found.get(limit - 1)).toString()));
    });
  }

  /// Copies the table again. That goes on whatever people do, so it does not count as a statement.
  CompletionStage<Void> reload() {
    return table.reload(() ->
        database.read(handle -> {
          handle.getConfig(SqlStatements.class).setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
          return new BanTable(read(handle));
        }));
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
