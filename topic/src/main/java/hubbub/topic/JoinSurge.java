package hubbub.topic;

/// Raises the shield by itself when far more strangers join than usual. Counts the guests whom the
/// topic does not know, per window of 10 seconds, and only that: a few numbers, whatever happens.
/// Soft state of the owner, which the next one begins anew. Confined to the owner's thread.
final class JoinSurge {
  static final long WINDOW_MILLIS = 10_000;

  /// In a big room, that many of those present join in 10 seconds of any evening.
  private static final int ONE_OF = 5;

  private final AutomaticShield shield;
  private long windowBegan;
  private int joined;

  JoinSurge(AutomaticShield shield) {
    this.shield = shield;
  }

  /// A guest whom the topic did not know joins.
  void joins(DecisionBuilder decision) {
    if (decision.now - windowBegan >= WINDOW_MILLIS) {
      windowBegan = decision.now;
      joined = 0;
    }
    joined++;
    TopicState state = decision.state;
    int least = state.settings().surge();
    boolean isSurge = least > 0 && joined >= Math.max(least, usual(state, decision.now));
    if (isSurge) {
      shield
          .raise(decision, windowBegan - 1)
          .map(raised -> AuditRules.raised(new Actor.Guard(), raised, decision.now))
          .ifPresent(entry -> decision.add(new Event.Audited(entry)));
    }
  }

  /// How many join a room of that size anyway. Those who came in a raid do not make it a big room.
  private static int usual(TopicState state, long now) {
    boolean isRaid = state.modes().shieldAt(now).filter(Shield::isAutomatic).isPresent();
    return isRaid ? 0 : state.people().present() / ONE_OF;
  }
}
