package hubbub.topic;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Slows down whoever guesses a topic's password. Counts wrong passwords, by the address that they
/// came from and in all. Clients without an address share one count.
///
/// An address has 5 for free; each further one makes it wait 1 s, 2 s, 4 s … up to 60 s. After 100
/// from all addresses together, everybody waits for 1 s after each. Counts are forgotten 10 minutes
/// after the last wrong password, so that at most about 700 addresses are remembered.
///
/// This is soft state, lost with the owner. Confined to the owner's thread.
final class PasswordGuesses {
  private static final int FREE = 5;
  private static final long FIRST_WAIT_MILLIS = 1_000;
  private static final long LONGEST_WAIT_MILLIS = 60_000;
  private static final int FREE_IN_ALL = 100;
  private static final long WAIT_IN_ALL_MILLIS = 1_000;
  private static final long TELLING_PACE_MILLIS = 60_000;

  /// How long a wrong password counts.
  static final long MEMORY_MILLIS = 600_000;

  private static final Count NONE = new Count(0, 0, 0);

  private Map<Optional<AddressPrefix>, Count> byAddress = Map.of();

  private Count inAll = NONE;
  private long toldAt;

  /// How many wrong passwords there were, and the times of the first and the last.
  private record Count(int wrong, long since, long last) {
    boolean countsAt(long now) {
      return now - last < MEMORY_MILLIS;
    }

    Count more(long now) {
      return new Count(wrong + 1, wrong == 0 ? now : since, now);
    }

    /// The time from the last wrong password to the next attempt, if this is an address's count.
    long pauseMillis() {
      int doublings = Math.min(wrong - FREE - 1, Integer.SIZE / 2);
      return doublings < 0 ? 0 : Math.min(FIRST_WAIT_MILLIS << doublings, LONGEST_WAIT_MILLIS);
    }
  }

  /// Why a password from that address may not be tried now, whether or not it is right; empty if it
  /// may.
  Optional<Refusal> refusal(Optional<AddressPrefix> from, long now) {
    Count own = count(from, now);
    long until = own.last() + own.pauseMillis();
    if (isTooMuchInAll(now)) {
      until = Math.max(until, inAll.last() + WAIT_IN_ALL_MILLIS);
    }
    return until <= now
        ? Optional.empty()
        : Optional.of(Refusal.of(Reason.SPAM, "rule", "password").notBefore(until - now));
  }

  /// Counts a wrong password from that address. Adds the event that moderators learn it by when
  /// somebody first has to wait, and then at most once a minute.
  void add(DecisionBuilder decision, Optional<AddressPrefix> from) {
    long now = decision.now;
    Count own = count(from, now).more(now);
    inAll = (inAll.countsAt(now) ? inAll : NONE).more(now);
    remember(from, own, now);
    boolean isGuessing = own.pauseMillis() > 0 || isTooMuchInAll(now);
    if (isGuessing && now - toldAt >= TELLING_PACE_MILLIS) {
      toldAt = now;
      decision.addOnRefusal(
          new Event.PasswordGuessed(new Moderation.Guesses(inAll.wrong(), inAll.since(), now)));
    }
  }

  private boolean isTooMuchInAll(long now) {
    return inAll.wrong() >= FREE_IN_ALL && inAll.countsAt(now);
  }

  private Count count(Optional<AddressPrefix> from, long now) {
    Count count = byAddress.getOrDefault(from, NONE);
    return count.countsAt(now) ? count : NONE;
  }

  private void remember(Optional<AddressPrefix> from, Count own, long now) {
    if (byAddress.isEmpty()) {
      byAddress = new HashMap<>();
    }
    byAddress.values().removeIf(count -> !count.countsAt(now));
    byAddress.put(from, own);
  }
}
