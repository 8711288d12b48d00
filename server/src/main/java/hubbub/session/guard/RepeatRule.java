package hubbub.session.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import hubbub.topic.MemberId;
import hubbub.topic.TopicName;
import hubbub.topic.extension.Verdict;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/// Refuses what was said too often: the same text by one id (`duplicate`), nearly the same
/// (`similar`), and a text that many ids paste into one topic (`similar`). It remembers
/// fingerprints, for some minutes, of what has passed; what is refused makes no wait longer. What
/// it remembers of an id follows it through reconnects. Any thread.
///
/// Two messages judged at the same moment on two threads may both pass where one should.
final class RepeatRule implements SpeechRule {
  static final String DUPLICATE = "duplicate";
  static final String SIMILAR = "similar";

  private static final int MOST_IDS = 50_000;
  private static final int MOST_TOPICS = 5_000;
  private static final Duration REMEMBERED = Duration.ofMinutes(6);

  private final RepeatLimits limits;
  private final long freshNanos;
  private final Cache<MemberId, RecentTexts> ids = cache(MOST_IDS);
  private final Cache<TopicName, TopicTexts> topics = cache(MOST_TOPICS);

  /// So that nobody can find two nonces of one key.
  private final long salt = new SecureRandom().nextLong();

  /// People known for less than `fresh` are more of a crowd than others.
  RepeatRule(RepeatLimits limits, Duration fresh) {
    this.limits = limits;
    this.freshNanos = fresh.toNanos();
  }

  private static <K, V> Cache<K, V> cache(int most) {
    return Caffeine.newBuilder()
        .maximumSize(most)
        .expireAfterAccess(REMEMBERED)
        .scheduler(Scheduler.systemScheduler())
        .build();
  }

  @Override
  public Verdict judge(Examination it) {
    if (it.speech().isInVain()) {
      return Verdict.PASS;
    }
    Fingerprint text = it.fingerprint();
    RecentTexts own = ids.get(it.from(), _ -> new RecentTexts());
    long nonce = it.speech().nonce().map(shown -> key(it.topic(), shown)).orElse(0L);
    if (own.hasPassed(text, nonce)) {
      return Verdict.PASS;
    }
    Verdict verdict = own.judge(text, limits, it.nowNanos());
    if (verdict instanceof Verdict.Pass) {
      verdict = pasted(text, own, it);
    }
    if (verdict instanceof Verdict.Pass) {
      own.said(text, nonce, limits, it.nowNanos());
    }
    return verdict;
  }

  private Verdict pasted(Fingerprint text, RecentTexts own, Examination it) {
    boolean isFresh = it.isFresh(freshNanos);
    List<TopicTexts.Limit> all = limits.crowds(text, isFresh, () -> own.others(text, limits));
    if (all.isEmpty()) {
      return Verdict.PASS;
    }
    TopicTexts said = topics.get(it.topic(), _ -> new TopicTexts());
    long wait =
        all.stream()
            .mapToLong(limit -> said.waitNanos(text, limit, it.nowNanos()))
            .max()
            .getAsLong();
    if (wait == 0) {
      said.said(text, it.from(), isFresh, it.nowNanos());
      return Verdict.PASS;
    }
    return Verdict.Refuse.until(SIMILAR, wait);
  }

  /// A number for that nonce in that topic, never 0.
  private long key(TopicName topic, String nonce) {
    return Fingerprint.keyed(salt, topic.value(), nonce) | 1;
  }
}
