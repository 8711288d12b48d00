package hubbub.cluster;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hubbub.topic.MemberId;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Members whose requests made an extension throw, and for how long their further ones are refused:
/// 1 s after the first time, doubling each time, at most 60 s. After 10 minutes without a bug the
/// record is clean. Any thread.
final class ExtensionBackoff {
  private static final long FIRST_MILLIS = 1_000;
  private static final long LONGEST_MILLIS = 60_000;
  private static final Duration MEMORY = Duration.ofMinutes(10);
  private static final int MOST_REMEMBERED = 10_000;

  private final Clocks time;
  private final Cache<Offender, Past> pasts;

  ExtensionBackoff(Clocks time) {
    this.time = time;
    this.pasts =
        Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(MEMORY)
            .ticker(time::nanos)
            .build();
  }

  /// A member, across all topics of a kind. Joins are counted separately from commands, so that a
  /// member whose command met a bug can rejoin after a broken connection.
  record Offender(String kind, MemberId id, boolean isJoining) {}

  private record Past(long waitMillis, long untilNanos) {}

  /// Counts one more bug against `who`.
  ///
  /// @return for how long it is refused from now on, in milliseconds
  long count(Offender who) {
    return pasts
        .asMap()
        .merge(
            who,
            after(FIRST_MILLIS),
            (before, _) -> after(Math.min(2 * before.waitMillis(), LONGEST_MILLIS)))
        .waitMillis();
  }

  private Past after(long waitMillis) {
    return new Past(waitMillis, time.nanos() + TimeUnit.MILLISECONDS.toNanos(waitMillis));
  }

  /// For how long `who` is refused, in milliseconds; 0 if it is not.
  long waitMillis(Offender who) {
    Past its = pasts.getIfPresent(who);
    long nanos = its == null ? 0 : its.untilNanos() - time.nanos();
    return nanos <= 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(nanos) + 1;
  }
}
