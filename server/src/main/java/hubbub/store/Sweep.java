package hubbub.store;

import hubbub.topic.Affiliation;
import hubbub.topic.TopicName;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;

/// Removes what has ended, a batch and a table at a time. Nothing that is read depends on it, and
/// servers that share a database may do it at once.
final class Sweep {
  /// How many rows a statement removes at most, so that others need not wait long.
  static final int BATCH = 1_000;

  private static final String SESSIONS =
      """
      delete from sessions where expires_at <= :now and token_hash in
        (select token_hash from sessions where expires_at <= :now limit :limit)
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
  private final BiConsumer<TopicName, Affiliation> listener;

  /// `listener` is told of affiliations that have ended, once they are gone; on the store's
  /// threads.
  Sweep(Database database, InstantSource clock, BiConsumer<TopicName, Affiliation> listener) {
    this.database = database;
    this.clock = clock;
    this.listener = listener;
  }

  private interface Removal {
    /// Removes one batch; returns its size.
    int run(Handle handle, long now);
  }

  /// Sweeps all tables. The stage fails if one cannot be swept now.
  CompletionStage<Integer> run() {
    return affiliations()
        .thenCompose(_ -> all((handle, now) -> remove(handle, SERVER_BANS, now)))
        .thenCompose(_ -> all((handle, now) -> remove(handle, SESSIONS, now)))
        .thenCompose(_ -> all((handle, now) -> remove(handle, LINKS, now)))
        .thenCompose(_ -> all((handle, now) -> remove(handle, REVOCATIONS, now)))
        .thenCompose(_ -> all((handle, now) -> remove(handle, API_KEYS, now)))
        .thenCompose(_ -> all((handle, now) -> AuditLog.forget(handle, now, BATCH)));
  }

  private CompletionStage<Integer> affiliations() {
    return database
        .write(handle -> Affiliations.sweep(handle, clock.millis(), BATCH))
        .thenCompose(ended -> {
          tell(ended);
          return ended.size() < BATCH
              ? CompletableFuture.completedFuture(ended.size())
              : affiliations();
        });
  }

  private void tell(List<Affiliations.Ended> ended) {
    ended.forEach(each -> listener.accept(each.topic(), each.affiliation()));
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
