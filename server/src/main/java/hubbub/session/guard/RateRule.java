package hubbub.session.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hubbub.topic.MemberId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// How often one id may speak, or do something else, over all its connections and topics, and, at
/// ten times that, one address.
public final class RateRule implements MessageRule {
  private static final int ADDRESS_FACTOR = 10;
  private static final int MOST_REMEMBERED = 200_000;

  private final Rate perId;
  private final Rate perAddress;
  private final Cache<String, Allowance> ids;
  private final Cache<String, Allowance> addresses;

  public RateRule(Rate perId) {
    this.perId = perId;
    this.perAddress = perId.times(ADDRESS_FACTOR);
    this.ids = remembering(perId);
    this.addresses = remembering(perAddress);
  }

  @Override
  public Optional<Verdict> judge(Message message) {
    return judge(message.from(), message.address(), message.nowNanos());
  }

  /// Empty if one more may pass.
  Optional<Verdict> judge(MemberId from, String address, long nowNanos) {
    long wait = taken(ids, from.value(), perId, nowNanos);
    if (wait == 0) {
      wait = taken(addresses, address, perAddress, nowNanos);
    }
    return wait == 0
        ? Optional.empty()
        : Optional.of(new Verdict("rate", TimeUnit.NANOSECONDS.toMillis(wait - 1) + 1));
  }

  private static long taken(Cache<String, Allowance> of, String whose, Rate rate, long nowNanos) {
    return of.get(whose, _ -> new Allowance(nowNanos)).take(rate, nowNanos);
  }

  /// An allowance that was not used for as long as it takes to fill up is as good as a new one.
  private static Cache<String, Allowance> remembering(Rate rate) {
    return Caffeine.newBuilder()
        .maximumSize(MOST_REMEMBERED)
        .expireAfterAccess(Duration.ofNanos(rate.intervalNanos() * rate.burst()).plusSeconds(1))
        .build();
  }
}
