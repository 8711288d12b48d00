package hubbub.session.guard;

import hubbub.topic.AddressPrefix;
import hubbub.topic.MemberId;
import hubbub.topic.extension.MessageRule;
import java.util.Optional;

/// Limits how often one id may speak, or send other commands, over all its connections and topics;
/// and, at ten times that rate, one address, if there is one.
public final class RateRule implements MessageRule {
  private static final int ADDRESS_FACTOR = 10;
  private static final int MOST_REMEMBERED = 200_000;

  private final Rate perId;
  private final Rate perAddress;
  private final Allowances<MemberId> ids;
  private final Allowances<AddressPrefix> addresses;

  public RateRule(Rate perId) {
    this.perId = perId;
    this.perAddress = perId.times(ADDRESS_FACTOR);
    this.ids = new Allowances<>(perId, MOST_REMEMBERED);
    this.addresses = new Allowances<>(perAddress, MOST_REMEMBERED);
  }

  @Override
  public Optional<Verdict> judge(Message message) {
    return judge(message.from(), message.address(), message.nowNanos());
  }

  /// Empty if one more may pass. Otherwise nothing is taken, and the wait is the longer of the two.
  Optional<Verdict> judge(MemberId from, Optional<AddressPrefix> address, long nowNanos) {
    Allowance own = ids.of(from, nowNanos);
    Optional<Allowance> shared = address.map(prefix -> addresses.of(prefix, nowNanos));
    long wait = own.waitNanos(perId, nowNanos);
    if (shared.isPresent()) {
      wait = Math.max(wait, shared.get().waitNanos(perAddress, nowNanos));
    }
    if (wait == 0) {
      wait = own.take(perId, nowNanos);
    }
    if (wait == 0 && shared.isPresent()) {
      wait = shared.get().take(perAddress, nowNanos);
    }
    return wait == 0 ? Optional.empty() : Optional.of(Verdict.until("rate", wait));
  }
}
