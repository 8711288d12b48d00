package hubbub.session.guard;

import hubbub.topic.AddressPrefix;
import hubbub.topic.MemberId;
import hubbub.topic.extension.Verdict;
import java.util.Optional;

/// Limits how often one id may speak, or send other commands, over all its connections and topics;
/// and, at ten times that rate, one address, if there is one.
final class RateRule implements SpeechRule {
  static final String RULE = "rate";

  private static final int ADDRESS_FACTOR = 10;
  private static final int MOST_REMEMBERED = 200_000;

  private final Rate perId;
  private final Rate perAddress;
  private final Allowances<MemberId> ids;
  private final Allowances<AddressPrefix> addresses;

  RateRule(Rate perId) {
    this.perId = perId;
    this.perAddress = perId.times(ADDRESS_FACTOR);
    this.ids = new Allowances<>(perId, MOST_REMEMBERED);
    this.addresses = new Allowances<>(perAddress, MOST_REMEMBERED);
  }

  @Override
  public Verdict judge(Examination it) {
    long wait = takeNanos(it.from(), it.speech().from().address(), it.nowNanos());
    return wait == 0 ? Verdict.PASS : Verdict.Refuse.until(RULE, wait);
  }

  /// Takes one, if both allowances have one left; otherwise nothing.
  ///
  /// @return 0 if it was taken, else the nanoseconds until one can be: the longer of the two waits
  long takeNanos(MemberId from, Optional<AddressPrefix> address, long nowNanos) {
    Allowance own = ids.of(from, nowNanos);
    Optional<Allowance> shared = address.map(prefix -> addresses.of(prefix, nowNanos));
    long wait = waitNanos(own, shared, nowNanos);
    if (wait == 0) {
      wait = own.take(perId, nowNanos);
    }
    if (wait == 0 && shared.isPresent()) {
      wait = shared.get().take(perAddress, nowNanos);
    }
    return wait;
  }

  /// Whether nothing can be taken only because others at that address have.
  boolean isOthersDoing(MemberId from, Optional<AddressPrefix> address, long nowNanos) {
    return ids.of(from, nowNanos).waitNanos(perId, nowNanos) == 0
        && waitNanos(from, address, nowNanos) > 0;
  }

  /// Nanoseconds until one can be taken; 0: now.
  long waitNanos(MemberId from, Optional<AddressPrefix> address, long nowNanos) {
    return waitNanos(
        ids.of(from, nowNanos), address.map(prefix -> addresses.of(prefix, nowNanos)), nowNanos);
  }

  private long waitNanos(Allowance own, Optional<Allowance> shared, long nowNanos) {
    long wait = own.waitNanos(perId, nowNanos);
    return shared.isPresent() ? Math.max(wait, shared.get().waitNanos(perAddress, nowNanos)) : wait;
  }
}
