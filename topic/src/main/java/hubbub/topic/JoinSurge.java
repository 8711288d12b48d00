package hubbub.topic;

import java.util.stream.IntStream;

/// Raises the shield by itself when far more strangers join than usual. Counts the guests whom the
/// topic does not know, in each of the last ten seconds, and only that: a few numbers, whatever
/// happens. Soft state of the owner, which the next one begins anew. Confined to the owner's
/// thread.
final class JoinSurge {
  private static final int SECONDS = 10;
  private static final long SECOND_MILLIS = 1_000;

  /// In a big room, that many of those present join in 10 seconds of any evening.
  private static final int ONE_OF = 5;

  private final AutomaticShield shield;

  /// When the first of each second joined, and how many did; a second is at its number modulo ten.
  private final long[] firstAt = new long[SECONDS];

  private final int[] joined = new int[SECONDS];

  JoinSurge(AutomaticShield shield) {
    this.shield = shield;
  }

  /// A guest whom the topic did not know joins.
  void joins(DecisionBuilder decision) {
    count(decision.now);
    TopicState state = decision.state;
    int least = state.settings().surge();
    if (least > 0 && lately(decision.now) >= Math.max(least, usual(state, decision.now))) {
      shield
          .raise(decision, since(decision.now) - 1)
          .map(raised -> AuditRules.raised(new Actor.Guard(), raised, decision.now))
          .ifPresent(entry -> decision.add(new Event.Audited(entry)));
    }
  }

  private void count(long now) {
    int at = (int) (second(now) % SECONDS);
    if (second(firstAt[at]) != second(now)) {
      firstAt[at] = now;
      joined[at] = 0;
    }
    joined[at]++;
  }

  private static long second(long at) {
    return at / SECOND_MILLIS;
  }

  private boolean isLately(int at, long now) {
    return second(now) - second(firstAt[at]) < SECONDS;
  }

  private int lately(long now) {
    return IntStream.range(0, SECONDS).filter(at -> isLately(at, now)).map(at -> joined[at]).sum();
  }

  /// When the first of those joined who count.
  private long since(long now) {
    return IntStream.range(0, SECONDS)
        .filter(at -> isLately(at, now))
        .mapToLong(at -> firstAt[at])
        .min()
        .orElse(now);
  }

  /// How many join a room of that size anyway. Those who came in a raid do not make it a big room.
  private static int usual(TopicState state, long now) {
    boolean isRaid = state.modes().shieldAt(now).filter(Shield::isAutomatic).isPresent();
    return isRaid ? 0 : state.people().present() / ONE_OF;
  }
}
