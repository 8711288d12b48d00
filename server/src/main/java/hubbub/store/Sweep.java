package hubbub.store;

import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/// Removes what has ended, a batch and a table at a time. Nothing that is read depends on it,
/// nobody is told, and servers that share a database may do it at once.
final class Sweep {
  /// How many rows a statement removes at most, so that others need not wait long.
  static final int BATCH = 1_000;

  private static final String SESSIONS =
      """
      delete from sessions where expires_at <= :now and token_hash in
        (select token_hash from sessions where expires_at <= :now limit :limit)
      """;

  private static final String AFFILIATIONS =
      """
      delete from affiliations where until_at <= :now and (topic, subject, kind) in
        (select topic, subject, kind from affiliations where until_at <= :now limit :limit)
      """;

  private static final String SERVER_BANS =
      """
      delete from server_bans where until_at <= :now and subject in
        (select subject from server_bans where until_at <= :now limit :limit)
      """;

  private static final String LINKS =
      """
      delete from links where ends_at <= :now and code_hash in
        (select code_hash from links where ends_at <= :now limit :limit)
      """;

  private static final String API_KEYS =
      """
      delete from api_keys where ends_at <= :now and id in
        (select id from api_keys where ends_at <= :now limit :limit)
      """;

  private static final String REVOCATIONS =
      """
      delete from revocations where until_at <= :now and (issuer, kind, name) in
        (select issuer, kind, name from revocations where until_at <= :now limit :limit)
      """;

  private final Database database;
  private final InstantSource clock;

  Sweep(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  private interface Removal {
    /// Removes one batch; returns its size.
    int run(Handle handle, long now);
  }

  /// Sweeps all tables. The stage fails if one cannot be swept now.
  CompletionStage<Integer> run() {
    return all((handle, now) -> remove(handle, AFFILIATIONS, now))
        .thenCompose(_ -> all((handle, now) -> remove(handle, SERVER_BANS, now)))
        .thenCompose(_ -> all((handle, now) -> remove(handle, SESSIONS, now)))
        .thenCompose(_ -> all((handle, now) -> remove(handle, LINKS, now)))
        .thenCompose(_ -> all((handle, now) -> remove(handle, REVOCATIONS, now)))
        .thenCompose(_ -> all((handle, now) -> remove(handle, API_KEYS, now)))
        .thenCompose(_ -> all((handle, now) -> AuditLog.forget(handle, now, BATCH)));
  }

  private CompletionStage<Integer> all(Removal removal) {
    return database
        .write(handle -> removal.run(handle, clock.millis()))
        .thenCompose(size -> size < BATCH ? CompletableFuture.completedFuture(size) : all(removal));
  }

  private static int remove(Handle handle, String sql, long now) {
    return handle.createUpdate(sql).bind("now", now).bind("limit", BATCH).execute();
  }
}
