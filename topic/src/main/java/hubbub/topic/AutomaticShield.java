package hubbub.topic;

import java.util.Optional;

/// The shield that the spam guard raises: when it may, and what becomes of one that is up. It only
/// slows newcomers down, so that little is lost when a crowd is honest. When a moderator lifted one
/// is soft state of the owner, which the next one has forgotten. Confined to the owner's thread.
final class AutomaticShield {
  /// Everybody is new in a topic that is.
  static final long SETTLED_MILLIS = 60_000;

  /// A moderator who lifts the shield knows better, for as long.
  static final long LIFTED_MILLIS = 600_000;

  private long liftedAt = -LIFTED_MILLIS;

  /// A moderator has lifted a shield.
  void lifted(long now) {
    liftedAt = now;
  }

  /// Raises the shield against all who joined after `since`, or makes one that was raised like this
  /// last longer. A moderator's stays as it is. Answers the new one; empty if nothing changes.
  Optional<Shield> raise(DecisionBuilder decision, long since) {
    long now = decision.now;
    Optional<Shield> before = decision.state.modes().shieldAt(now);
    boolean isSettled = now - decision.state.life().bornAt() >= SETTLED_MILLIS;
    boolean isGoodAsItIs =
        before
            .filter(it -> !it.isAutomatic() || it.untilAt() - now >= Shield.AUTOMATIC_MILLIS / 2)
            .isPresent();
    if (!isSettled || isGoodAsItIs || now - liftedAt < LIFTED_MILLIS) {
      return Optional.empty();
    }
    Shield shield =
        new Shield(
            before.map(Shield::preset).orElse(ShieldPreset.SLOW),
            before.map(Shield::since).orElse(since),
            Deadline.after(now, Shield.AUTOMATIC_MILLIS),
            true);
    String by = new Actor.Guard().by();
    decision.add(new Event.ShieldChanged(Optional.of(shield), Optional.of(by)));
    return Optional.of(shield);
  }
}
