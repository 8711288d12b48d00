package hubbub.store;

import hubbub.topic.Affiliation;
import hubbub.topic.AuditEntry;
import hubbub.topic.LastingAct;
import hubbub.topic.MemberId;
import hubbub.topic.Subject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// The table `erasures`: who was erased, by hashes of their ids. Whatever names people asks it in
/// its own transaction, so that what was under way during an erasure is not written after it.
///
/// Until a transaction that has asked ends, nobody is erased. SQLite has one writer at a time
/// anyway; on PostgreSQL there is a lock, which those who ask share. It must be the first of a
/// transaction: an erasure locks rows after it.
final class Erasures {
  /// For how long a site's user may still be named by what began before they were erased. Then the
  /// id is somebody new.
  private static final long UNDER_WAY_MILLIS = Duration.ofMinutes(1).toMillis();

  private static final String PUT =
      """
      insert into erasures (hash, pseudonym, at) values (:hash, :pseudonym, :at)
      on conflict (hash) do update set pseudonym = excluded.pseudonym, at = excluded.at
      """;

  private final Dialect dialect;

  Erasures(Dialect dialect) {
    this.dialect = dialect;
  }

  /// That somebody was erased at `at`, and what the audit log calls them.
  private record Erased(String pseudonym, long at) {}

  /// Those of some ids that were erased.
  static final class Found {
    private final Map<String, Erased> byId;

    private Found(Map<String, Erased> byId) {
      this.byId = byId;
    }

    /// The pseudonym of whoever had that id at `at`; empty if they were not erased.
    Optional<String> pseudonym(String id, long at) {
      return Optional.ofNullable(byId.get(id))
          .filter(its ->
              RestoredStore.neverComesBack(new MemberId(id)) || at < its.at() + UNDER_WAY_MILLIS)
          .map(Erased::pseudonym);
    }
  }

  /// Notes that `member` is erased at `at`, once all transactions have ended that may name it.
  void add(Handle handle, MemberId member, String pseudonym, long at) {
    lock(handle, dialect.lockAlone);
    int _ =
        handle
            .createUpdate(PUT)
            .bind("hash", ErasureLedger.hash(member))
            .bind("pseudonym", pseudonym)
            .bind("at", at)
            .execute();
  }

  /// Those of `ids` that were erased. Nobody is erased until the transaction ends.
  Found among(Handle handle, Collection<String> ids) {
    lock(handle, dialect.lockShared);
    Map<String, String> byHash = new HashMap<>();
    if (hasAny(handle)) {
      ids.stream()
          .filter(id -> !id.isEmpty() && id.length() <= MemberId.MAX_LENGTH)
          .forEach(id -> byHash.put(ErasureLedger.hash(new MemberId(id)), id));
    }
    Map<String, Erased> byId = new HashMap<>();
    if (!byHash.isEmpty()) {
      handle
          .createQuery("select * from erasures where hash in (<hashes>)")
          .bindList("hashes", List.copyOf(byHash.keySet()))
          .map((row, _) -> byId.put(byHash.get(row.getString("hash")), erased(row)))
          .list();
    }
    return new Found(byId);
  }

  private static boolean hasAny(Handle handle) {
    return handle
        .createQuery("select 1 from erasures limit 1")
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  private static Erased erased(ResultSet row) throws SQLException {
    return new Erased(row.getString("pseudonym"), row.getLong("at"));
  }

  /// Refuses an act that names somebody who was erased.
  void refuse(Handle handle, LastingAct act, AuditEntry entry) {
    List<String> ids = Stream.concat(named(act), named(entry)).distinct().toList();
    Found found = among(handle, ids);
    if (ids.stream().anyMatch(id -> found.pseudonym(id, entry.at()).isPresent())) {
      throw new Refused(LastingAct.Result.ERASED);
    }
  }

  /// The lines, with pseudonyms for those who were erased.
  List<AuditLog.Line> withPseudonyms(Handle handle, List<AuditLog.Line> lines) {
    List<String> ids = lines.stream().flatMap(it -> named(it.entry())).distinct().toList();
    Found found = among(handle, ids);
    return found.byId.isEmpty()
        ? lines
        : lines.stream()
            .map(it -> new AuditLog.Line(it.topic(), withPseudonyms(it.entry(), found)))
            .toList();
  }

  private static AuditEntry withPseudonyms(AuditEntry entry, Found found) {
    AuditEntry its = entry;
    for (String id : named(entry).distinct().toList()) {
      Optional<String> pseudonym = found.pseudonym(id, entry.at());
      if (pseudonym.isPresent()) {
        its = its.without(new MemberId(id), pseudonym.get());
      }
    }
    return its;
  }

  private static Stream<String> named(LastingAct act) {
    return switch (act) {
      case LastingAct.Register(_, var affiliations) ->
          affiliations.stream().flatMap(Erasures::named);
      case LastingAct.Affiliate(var affiliations) -> affiliations.stream().flatMap(Erasures::named);
      case LastingAct.Demote(Subject subject) -> named(subject);
      case LastingAct.Unban(Subject subject) -> named(subject);
      case LastingAct.Configure _, LastingAct.Unregister _ -> Stream.empty();
    };
  }

  private static Stream<String> named(Affiliation affiliation) {
    return Stream.concat(named(affiliation.subject()), Stream.of(affiliation.by()));
  }

  private static Stream<String> named(Subject subject) {
    return subject instanceof Subject.Member(MemberId id) ? Stream.of(id.value()) : Stream.empty();
  }

  private static Stream<String> named(AuditEntry entry) {
    return Stream.concat(
        Stream.of(entry.by().id()), entry.about().stream().map(AuditEntry.Party::id));
  }

  private static void lock(Handle handle, String sql) {
    if (!sql.isEmpty()) {
      int _ = handle.createQuery(sql).mapTo(Integer.class).one();
    }
  }
}
