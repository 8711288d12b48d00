package hubbub.topic;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Rules for the shield: who raises and lifts it, and what it keeps those from whom it binds.
/// Deadlines are exact here.
final class ShieldRules {
  private static final long USUAL_MILLIS = 600_000;
  private static final long MOST_MILLIS = 86_400_000;

  /// The word of the rule that holds or refuses what a shield does not let pass.
  private static final String RULE = "shield";

  private ShieldRules() {}

  /// Raises the shield, changes it, or lifts it. Who was bound by it stays bound when it changes.
  static Outcome set(DecisionBuilder decision, Who who, Command.Shield command) {
    Optional<Shield> before = decision.state.modes().shieldAt(decision.now);
    long ttl = ttl(command).orElse(0);
    if (ttl > MOST_MILLIS) {
      return Outcome.invalid("ttl_ms", "at most 24 hours");
    }
    long since = before.map(Shield::since).orElse(decision.now);
    Optional<Shield> shield =
        command
            .preset()
            .map(preset -> new Shield(preset, since, Deadline.after(decision.now, ttl), false));
    if (shield.equals(before)) {
      return Outcome.refused(Reason.ALREADY);
    }
    decision.add(new Event.ShieldChanged(shield, Optional.of(who.by())));
    return Outcome.OK;
  }

  /// Raises it for the spam guard, which knows better than to lift or change one.
  static Outcome raise(
      DecisionBuilder decision, Command.Shield command, AutomaticShield automatic) {
    long since = decision.now - command.sinceMillis().orElse(0) - 1;
    return command.preset().isPresent() && automatic.raise(decision, since).isPresent()
        ? Outcome.OK
        : Outcome.refused(Reason.ALREADY);
  }

  /// How long the shield stays up; empty if it is lifted.
  static OptionalLong ttl(Command.Shield command) {
    return command.preset().isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(command.ttlMillis().orElse(USUAL_MILLIS));
  }

  /// The rule that wants a moderator to see what `person` says; empty if the shield does not.
  static Optional<String> hold(DecisionBuilder decision, Person person) {
    return against(decision, person, ShieldPreset.HOLD).map(_ -> RULE);
  }

  /// Why `person` may not set a nick, which all would see at once; empty if it may.
  static Optional<Outcome> nick(DecisionBuilder decision, Person person) {
    return against(decision, person, ShieldPreset.HOLD)
        .map(shield ->
            Map.<String, Object>of("rule", RULE, "retry_after_ms", left(decision, shield)))
        .map(details -> new Outcome.Refused(new Refusal(Reason.SPAM, details)));
  }

  private static Optional<Shield> against(
      DecisionBuilder decision, Person person, ShieldPreset preset) {
    return decision
        .state
        .modes()
        .speech()
        .shieldAgainst(person.standingAt(decision.now), preset)
        .filter(shield -> shield.isUpAt(decision.now));
  }

  /// Why that guest may not join for now; empty if it may. Who was here before may come back.
  static Optional<Refusal> joining(DecisionBuilder decision, Command.Join join, Rank rank) {
    Person person = decision.state.people().get(join.member());
    boolean isStranger = person == null && join.presentMillis() == 0;
    long present = decision.now - join.presentMillis();
    long firstJoinedAt = person == null ? present : Math.min(present, person.firstJoinedAt());
    return decision
        .state
        .modes()
        .shieldAt(decision.now)
        .filter(shield -> shield.preset() == ShieldPreset.ACCOUNTS_ONLY && join.member().isGuest())
        .filter(shield -> isStranger || shield.binds(rank, firstJoinedAt))
        .filter(_ -> !rank.isAtLeast(Rank.MEMBER))
        .map(shield ->
            new Refusal(
                Reason.ACCOUNTS_ONLY,
                Map.of("until_at", shield.untilAt(), "retry_after_ms", left(decision, shield)),
                false));
  }

  private static long left(DecisionBuilder decision, Shield shield) {
    return shield.untilAt() - decision.now;
  }
}
