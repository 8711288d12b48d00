package hubbub.session.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import hubbub.session.guard.Judgement.Alarm;
import hubbub.topic.Rank;
import hubbub.topic.Snapshot;
import hubbub.topic.TopicName;
import hubbub.topic.extension.Utterance;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Notices that many of those who have just come into a topic offend within a minute, and calls for
/// its shield. Counts people, not offences, and only those whom a shield would bind; so neither one
/// noisy person nor moderators at work raise it. Any thread.
final class ShieldAlarms {
  private static final Duration NEW = Duration.ofMinutes(10);
  private static final int MOST_TOPICS = 5_000;

  /// In a big topic, that many of those present offend on any evening.
  private static final int ONE_OF = 20;

  private final Cache<TopicName, RecentOffenders> topics =
      Caffeine.newBuilder()
          .maximumSize(MOST_TOPICS)
          .expireAfterAccess(RecentOffenders.WINDOW)
          .scheduler(Scheduler.systemScheduler())
          .build();

  /// Remembers an offence. `least` people, or more in a big topic, make an alarm; 0: none do.
  Optional<Alarm> offended(Examination it, int least) {
    if (least == 0 || !isNewcomer(it)) {
      return Optional.empty();
    }
    long now = it.nowNanos();
    int present = it.speech().snapshot().map(Snapshot::members).orElse(0);
    int many = Math.min(Math.max(least, present / ONE_OF), RecentOffenders.MOST);
    return topics
        .get(it.topic(), _ -> new RecentOffenders(now))
        .offended(it.from(), now - it.presentNanos(), now, many)
        .stream()
        .mapToObj(since -> new Alarm(it.topic(), TimeUnit.NANOSECONDS.toMillis(now - since)))
        .findFirst();
  }

  private static boolean isNewcomer(Examination it) {
    return it.speech().what() != Utterance.What.NICK_AT_JOIN
        && !it.speech().from().rank().isAtLeast(Rank.MEMBER)
        && it.presentNanos() < NEW.toNanos();
  }
}
