package hubbub.session.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import hubbub.topic.MemberId;
import java.time.Duration;
import java.util.Optional;

/// Everybody whom the guard remembers: at most [#MOST], each for [#REMEMBERED] after they last came
/// or spoke. Any thread.
final class KnownPeople {
  private static final int MOST = 50_000;
  private static final Duration REMEMBERED = Duration.ofHours(1);

  private final Cache<MemberId, KnownPerson> all =
      Caffeine.newBuilder()
          .maximumSize(MOST)
          .expireAfterAccess(REMEMBERED)
          .scheduler(Scheduler.systemScheduler())
          .build();

  /// What is remembered of that id. If that is nothing, it counts as known since `sinceNanos`.
  KnownPerson of(MemberId id, long sinceNanos) {
    return all.get(id, _ -> new KnownPerson(sinceNanos));
  }

  /// What is remembered of that id, if anything.
  Optional<KnownPerson> find(MemberId id) {
    return Optional.ofNullable(all.getIfPresent(id));
  }
}
