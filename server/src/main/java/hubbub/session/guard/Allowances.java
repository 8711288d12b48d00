package hubbub.session.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import java.time.Duration;
import java.util.Optional;

/// Allowances of many senders, all of the same rate; at most `most` of them. One that was not used
/// for as long as it takes to fill up is dropped, since a new one is equivalent. Any thread.
public final class Allowances<K> {
  private final Rate rate;
  private final Cache<K, Allowance> all;

  public Allowances(Rate rate, int most) {
    this.rate = rate;
    this.all =
        Caffeine.newBuilder()
            .maximumSize(most)
            .expireAfterAccess(Duration.ofNanos(rate.intervalNanos() * rate.burst()).plusSeconds(1))
            .scheduler(Scheduler.systemScheduler())
            .build();
  }

  /// Takes one from the allowance of `whose`.
  ///
  /// @return 0 if it was there, else the nanoseconds until it will be
  long take(K whose, long nowNanos) {
    return of(whose, nowNanos).take(rate, nowNanos);
  }

  /// Takes one from the allowance of `whose`, now. Empty if it was there, else how long to wait.
  public Optional<Duration> take(K whose) {
    long wait = take(whose, System.nanoTime());
    return wait == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(wait));
  }

  /// The allowance of `whose`; a full one if none is remembered.
  public Allowance of(K whose, long nowNanos) {
    return all.get(whose, _ -> new Allowance(nowNanos));
  }
}
