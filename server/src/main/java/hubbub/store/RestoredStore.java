package hubbub.store;

import hubbub.identity.AccountTokens;
import hubbub.identity.RevocationList.Revocation;
import hubbub.topic.MemberId;
import hubbub.topic.port.TopicStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/// Brings a store that came back from a backup up to what must not come back with it: those who
/// were erased since, and sessions. Blocks.
public final class RestoredStore {
  /// An erasure may have been under way while the backup was made.
  private static final Duration UNDER_WAY = Duration.ofMinutes(10);

  private static final List<String> IDS =
      List.of(
          "select id from accounts",
          "select substr(subject, 3) from affiliations where subject like 'm:%'",
          "select distinct by_id from affiliations",
          "select substr(subject, 3) from server_bans where subject like 'm:%'",
          "select distinct by_id from server_bans",
          "select distinct by_id from registered_topics");

  private static final List<String> IDS_IN_AUDIT =
      List.of(
          "select distinct by_id from audit where id > :after and id <= :upTo",
          "select distinct about_id from audit"
              + " where id > :after and id <= :upTo and about_id is not null");

  private final Store store;
  private final ErasureLedger ledger;
  private final InstantSource clock;

  public RestoredStore(Store store, ErasureLedger ledger, InstantSource clock) {
    this.store = store;
    this.ledger = ledger;
    this.clock = clock;
  }

  /// Erases again whoever the ledger says was erased since the backup, and ends all sessions: which
  /// of them had ended since, the backup cannot know.
  public Replayed replay() {
    Set<MemberId> erased = ledger.isEmpty() ? Set.of() : erased();
    long revokedUntil = clock.instant().plus(AccountTokens.LIFE).plusSeconds(60).toEpochMilli();
    for (MemberId member : erased) {
      List<String> _ =
          await(
              store
                  .personalData()
                  .erase(
                      member,
                      ledger.of(member).orElseThrow().pseudonym(),
                      neverComesBack(member),
                      revokedUntil));
    }
    int sessions = await(store.database().write(handle -> endSessions(handle, revokedUntil)));
    return new Replayed(erased.size(), sessions);
  }

  /// Whether nobody can come with that id again: it is not one that a site's tokens make.
  public static boolean neverComesBack(MemberId member) {
    return !member.value().startsWith("t");
  }

  private Set<MemberId> erased() {
    Instant since = await(store.database().read(RestoredStore::backedUpAt)).minus(UNDER_WAY);
    Set<MemberId> all = new LinkedHashSet<>();
    for (String select : IDS) {
      add(all, await(store.database().read(handle -> ids(handle, select))), since);
    }
    long last = await(store.database().read(PersonalRows::lastLine));
    for (long after = 0; after < last; after += PersonalRows.WINDOW) {
      for (String select : IDS_IN_AUDIT) {
        long from = after;
        add(all, await(store.database().read(handle -> ids(handle, select, from))), since);
      }
    }
    return all;
  }

  /// A site's user may have come again since the erasure.
  private void add(Set<MemberId> all, List<String> ids, Instant since) {
    for (String id : ids) {
      if (!id.isEmpty() && id.length() <= MemberId.MAX_LENGTH) {
        MemberId member = new MemberId(id);
        ledger
            .of(member)
            .filter(it -> neverComesBack(member) || it.at() >= since.toEpochMilli())
            .ifPresent(_ -> all.add(member));
      }
    }
  }

  private static List<String> ids(Handle handle, String select) {
    return handle.createQuery(select).mapTo(String.class).list();
  }

  private static List<String> ids(Handle handle, String select, long after) {
    return handle
        .createQuery(select)
        .bind("after", after)
        .bind("upTo", after + PersonalRows.WINDOW)
        .mapTo(String.class)
        .list();
  }

  /// When the backup was made; the start of time if nothing says.
  private static Instant backedUpAt(Handle handle) {
    Optional<String> at = Facts.find(handle, Facts.BACKED_UP_AT);
    return at.map(it -> Instant.ofEpochMilli(Long.parseLong(it))).orElse(Instant.EPOCH);
  }

  private int endSessions(Handle handle, long revokedUntil) {
    int ended =
        handle
            .createQuery("select count(distinct family) from sessions")
            .mapTo(Integer.class)
            .one();
    int _ = handle.execute("delete from sessions");
    int _ = handle.execute("delete from links"); // some may have been used since
    Facts.forget(handle, Facts.BACKED_UP_AT);
    TokenRevocations.put(
        handle,
        new Revocation(
            Revocation.Kind.ISSUER, AccountTokens.NAME, "", clock.millis(), revokedUntil));
    return ended;
  }

  private static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof TopicStore.Unavailable why) {
        throw new IllegalArgumentException("the store: " + why.getMessage(), e);
      }
      throw e;
    }
  }
}
