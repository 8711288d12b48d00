package hubbub.store;

import hubbub.topic.Affiliation;
import hubbub.topic.StoredStanding;
import hubbub.topic.Subject;
import hubbub.topic.TopicName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.EmptyHandling;
import org.jspecify.annotations.Nullable;

/// Looks up what a topic remembers about people. Those who come while a lookup of their topic waits
/// for its turn join it, so a crowd that comes at once costs a few queries. Any thread.
final class StandingLookups {
  /// How many keys a query may have.
  static final int MOST_KEYS = 1_000;

  private static final String FIND =
      """
      select t.version, a.*
      from registered_topics t left join affiliations a
        on a.topic = t.name and a.subject in (<keys>)
        and (a.until_at is null or a.until_at > :now)
      where t.name = :topic
      """;

  private final Database database;
  private final InstantSource clock;

  /// Per topic, those who wait. Guarded by this.
  private final Map<TopicName, Batch> waiting = new HashMap<>();

  StandingLookups(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// What one query is to answer. Guarded by the lookups, until it is taken.
  private static final class Batch {
    final Set<String> keys = new HashSet<>();
    final CompletableFuture<Found> found = new CompletableFuture<>();
  }

  /// A topic's version, and what it remembers about some keys.
  private record Found(long version, Map<String, List<Affiliation>> byKey) {}

  private record Row(long version, Optional<Affiliation> affiliation) {}

  CompletionStage<StoredStanding> find(TopicName topic, List<Subject> subjects) {
    Set<String> keys = new HashSet<>();
    subjects.forEach(each -> keys.add(SubjectKeys.of(each)));
    return join(topic, keys).thenApply(found -> standing(found, keys));
  }

  private CompletionStage<Found> join(TopicName topic, Set<String> keys) {
    Batch batch;
    synchronized (this) {
      Batch started = waiting.get(topic);
      if (started != null && started.keys.size() + keys.size() <= MOST_KEYS) {
        started.keys.addAll(keys);
        return started.found;
      }
      batch = new Batch();
      batch.keys.addAll(keys);
      waiting.put(topic, batch);
    }
    var _ =
        database
            .read(handle -> query(handle, topic, take(topic, batch)))
            .whenComplete((found, fault) -> complete(topic, batch, found, fault));
    return batch.found;
  }

  /// From now on, nobody joins the batch.
  private synchronized Set<String> take(TopicName topic, Batch batch) {
    waiting.remove(topic, batch);
    return batch.keys;
  }

  private void complete(
      TopicName topic, Batch batch, @Nullable Found found, @Nullable Throwable fault) {
    Set<String> _ = take(topic, batch);
    if (found != null) {
      batch.found.complete(found);
    } else if (fault != null) {
      batch.found.completeExceptionally(fault);
    }
  }

  private Found query(Handle handle, TopicName topic, Collection<String> keys) {
    List<Row> rows =
        handle
            .createQuery(FIND)
            .bindList(EmptyHandling.NULL_KEYWORD, "keys", List.copyOf(keys))
            .bind("now", clock.millis())
            .bind("topic", topic.value())
            .map((row, _) -> row(row))
            .list();
    Map<String, List<Affiliation>> byKey = new HashMap<>();
    for (Row row : rows) {
      row.affiliation()
          .ifPresent(it ->
              byKey.computeIfAbsent(SubjectKeys.of(it.subject()), _ -> new ArrayList<>()).add(it));
    }
    return new Found(rows.isEmpty() ? 0 : rows.getFirst().version(), byKey);
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getLong("version"),
        Rows.text(row, "subject").isPresent()
            ? Optional.of(Affiliations.affiliation(row))
            : Optional.empty());
  }

  private static StoredStanding standing(Found found, Set<String> keys) {
    List<Affiliation> all = new ArrayList<>();
    keys.forEach(key -> all.addAll(found.byKey().getOrDefault(key, List.of())));
    return StoredStanding.of(found.version(), all);
  }
}
