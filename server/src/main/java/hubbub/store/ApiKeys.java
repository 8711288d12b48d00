package hubbub.store;

import hubbub.identity.ApiKey;
import hubbub.identity.ApiSecret;
import hubbub.identity.KeyScope;
import hubbub.identity.TopicPattern;
import hubbub.topic.AuditEntry;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;

/// The API keys of other programs: the table `api_keys`, and a copy of it in memory, so that a
/// request costs no query. The copy is made again after each change here, and every few seconds,
/// because other servers may change the table too. Any thread.
public final class ApiKeys {
  /// How many secrets are good at a time, at most.
  static final int MOST = 1_000;

  private static final String ADD =
      """
      insert into api_keys (id, name, hash, scopes, topics, created_at, ends_at)
      select :id, :name, :hash, :scopes, :topics, :created, null
      where (select count(*) from api_keys where ends_at is null or ends_at > :created) < :most
      """;

  private static final String ALL =
      "select * from api_keys where ends_at is null or ends_at > :now order by name, created_at";

  /// How many secrets stand for one key at most, the newest among them.
  private static final int MOST_OF_ONE = 2;

  private final Database database;
  private final AuditLog audit;
  private final OtherServers others;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Long> used = new ConcurrentHashMap<>();
  private final TableCopy<Map<String, Entry>> table = new TableCopy<>(Map.of());

  /// One secret of a key. Times are milliseconds since 1970 UTC; `endsAt` is empty for the newest,
  /// `usedAt` if it was not used yet, and may be some seconds old.
  public record Entry(
      String id,
      ApiKey key,
      String hash,
      long createdAt,
      OptionalLong endsAt,
      OptionalLong usedAt) {}

  ApiKeys(Database database, AuditLog audit, OtherServers others, InstantSource clock) {
    this.database = database;
    this.audit = audit;
    this.others = others;
    this.clock = clock;
  }

  /// The key that `shown` stands for now. From memory.
  public Optional<ApiKey> find(String shown) {
    return ApiSecret.parse(shown)
        .flatMap(secret -> {
          Entry entry = table.latest().get(secret.id());
          if (entry == null || !secret.hasHash(entry.hash()) || hasEnded(entry)) {
            return Optional.empty();
          }
          used.put(entry.id(), clock.millis());
          return Optional.of(entry.key());
        });
  }

  /// Whether the secret with that id is good now. From memory.
  public boolean isGood(String id) {
    return Optional.ofNullable(table.latest().get(id)).filter(it -> !hasEnded(it)).isPresent();
  }

  private boolean hasEnded(Entry entry) {
    return entry.endsAt().isPresent() && entry.endsAt().getAsLong() <= clock.millis();
  }

  /// Makes a key for `by`; the audit log says so. Empty if there is one of that name, or too many.
  public CompletionStage<Optional<ApiSecret>> create(ApiKey key, String by) {
    return change(handle -> {
      Optional<ApiSecret> made =
          of(handle, key.name()).isEmpty() ? add(handle, key) : Optional.empty();
      made.ifPresent(_ -> note(handle, by, "create-key", key));
      return made;
    });
  }

  /// Makes another secret for a key. The one before is good for `kept` more, an older one ends now.
  /// The audit log says that `by` did so. Empty, and nothing has changed, if there is no such key,
  /// or if there are too many secrets.
  public CompletionStage<Optional<ApiSecret>> rotate(String name, Duration kept, String by) {
    long end = clock.millis() + kept.toMillis();
    return change(handle -> {
      List<Entry> before = of(handle, name);
      if (before.isEmpty()) {
        return Optional.empty();
      }
      Entry newest = before.getLast();
      Optional<ApiSecret> made = add(handle, newest.key());
      if (made.isEmpty()) {
        return made;
      }
      before.reversed().stream().skip(MOST_OF_ONE - 1).forEach(old -> remove(handle, old));
      handle
          .createUpdate("update api_keys set ends_at = :end where id = :id")
          .bind("end", end)
          .bind("id", newest.id())
          .execute();
      note(handle, by, "rotate-key", newest.key());
      return made;
    });
  }

  /// Ends a key at once; the audit log says that `by` did so. The answer says whether there was
  /// one.
  public CompletionStage<Boolean> revoke(String name, String by) {
    return change(handle -> {
      List<Entry> ended = of(handle, name);
      handle.createUpdate("delete from api_keys where name = :name").bind("name", name).execute();
      ended.stream().findFirst().ifPresent(it -> note(handle, by, "revoke-key", it.key()));
      return !ended.isEmpty();
    });
  }

  /// Adds a line to the audit log: `by` did `act` to a key, and what that may do, and where.
  private void note(Handle handle, String by, String act, ApiKey key) {
    AuditEntry.Party about =
        new AuditEntry.Party("key:" + key.name(), Optional.empty(), Optional.empty());
    AuditEntry entry =
        new AuditEntry(
            clock.millis(),
            act,
            new AuditEntry.Party(by, Optional.empty(), Optional.empty()),
            Optional.of(about),
            Optional.of(scopes(key) + " in " + topics(key)),
            OptionalLong.empty(),
            Optional.empty());
    audit.add(handle, List.of(new AuditLog.Line(AuditLog.SERVER, entry)));
  }

  /// All secrets that are good now, by the name of their key, the newest last.
  public CompletionStage<List<Entry>> all() {
    return database.read(this::read);
  }

  private <T> CompletionStage<T> change(Function<Handle, T> how) {
    return database
        .write(how::apply)
        .thenCompose(
            done -> others.changing(StoreNews.Kind.KEYS_CHANGED, reload()).thenApply(_ -> done));
  }

  private Optional<ApiSecret> add(Handle handle, ApiKey key) {
    ApiSecret secret = ApiSecret.mint(random);
    int added =
        handle
            .createUpdate(ADD)
            .bind("id", secret.id())
            .bind("name", key.name())
            .bind("hash", secret.hash())
            .bind("scopes", scopes(key))
            .bind("topics", topics(key))
            .bind("created", clock.millis())
            .bind("most", MOST)
            .execute();
    return added == 1 ? Optional.of(secret) : Optional.empty();
  }

  private static void remove(Handle handle, Entry entry) {
    handle.createUpdate("delete from api_keys where id = :id").bind("id", entry.id()).execute();
  }

  private List<Entry> of(Handle handle, String name) {
    return read(handle).stream().filter(entry -> entry.key().name().equals(name)).toList();
  }

  /// Copies the table again, and keeps when keys were last used. That goes on whatever people do,
  /// so it does not count as a statement.
  CompletionStage<Void> reload() {
    return table.reload(() -> database.read(handle -> byId(read(uncounted(handle)))));
  }

  private static Map<String, Entry> byId(List<Entry> entries) {
    return entries.stream().collect(Collectors.toUnmodifiableMap(Entry::id, entry -> entry));
  }

  /// Writes when keys were last used, if any were since the last time.
  CompletionStage<Void> writeUses() {
    Map<String, Long> now = Map.copyOf(used);
    now.forEach(used::remove);
    return now.isEmpty()
        ? CompletableFuture.completedStage(null)
        : database
            .write(handle -> {
              now.forEach((id, at) ->
                  uncounted(handle)
                      .createUpdate("update api_keys set used_at = :at where id = :id")
                      .bind("at", at)
                      .bind("id", id)
                      .execute());
              return now.size();
            })
            .thenApply(_ -> null);
  }

  private static Handle uncounted(Handle handle) {
    handle.getConfig(SqlStatements.class).setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
    return handle;
  }

  private List<Entry> read(Handle handle) {
    return handle.createQuery(ALL).bind("now", clock.millis()).map((row, _) -> entry(row)).list();
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getString("id"),
        new ApiKey(
            row.getString("name"),
            words(row.getString("scopes")).stream()
                .flatMap(word -> KeyScope.of(word).stream())
                .collect(Collectors.toSet()),
            words(row.getString("topics")).stream().map(TopicPattern::new).toList()),
        row.getString("hash"),
        row.getLong("created_at"),
        Rows.whole(row, "ends_at"),
        Rows.whole(row, "used_at"));
  }

  private static String scopes(ApiKey key) {
    return key.scopes().stream().map(KeyScope::word).sorted().collect(Collectors.joining(" "));
  }

  private static String topics(ApiKey key) {
    return key.topics().stream().map(TopicPattern::text).collect(Collectors.joining(" "));
  }

  private static List<String> words(String text) {
    return Arrays.asList(text.split(" "));
  }
}
