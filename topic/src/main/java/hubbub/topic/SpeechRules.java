package hubbub.topic;

import hubbub.topic.port.Ids;
import java.util.Optional;

/// Rules for who may speak, and when. Deadlines are exact here.
final class SpeechRules {
  private SpeechRules() {}

  /// Sends a message, or holds it for a moderator, unless something forbids it. If its author
  /// recently used the same nonce, returns the first reply instead.
  static Outcome send(DecisionBuilder decision, Who who, Command.Send send, Ids ids) {
    Person person = who.person();
    Optional<Outcome.Said> before = send.nonce().flatMap(nonce -> sent(decision, who, nonce));
    if (before.isPresent()) {
      return before.get();
    }
    Optional<Outcome> refusal = length(decision, send.body());
    if (refusal.isEmpty() && person != null) {
      refusal = voice(decision, person);
    }
    return refusal.orElseGet(() -> sayOrHold(decision, who, send, ids));
  }

  /// What moderators say is never held.
  private static Outcome sayOrHold(DecisionBuilder decision, Who who, Command.Send send, Ids ids) {
    Optional<String> shield =
        Optional.ofNullable(who.person()).flatMap(person -> ShieldRules.hold(decision, person));
    return send.hold()
        .or(() -> shield)
        .filter(_ -> !who.rank().isAtLeast(Rank.MODERATOR))
        .map(rule -> HoldRules.hold(decision, who.author(decision.now), send, ids, rule))
        .orElseGet(() -> say(decision, who, send, ids));
  }

  /// The reply to a message that `who` sent before with that nonce. For those outside, who have no
  /// nonces kept in the topic, the messages themselves tell.
  private static Optional<Outcome.Said> sent(DecisionBuilder decision, Who who, String nonce) {
    Person person = who.person();
    return person == null
        ? decision
            .state
            .messages()
            .saidBy(who.author(decision.now).id(), nonce)
            .<Outcome.Said>map(Outcome.Sent::of)
        : person.sent(nonce, decision.now);
  }

  /// Why `who` may not say anything to everybody, be it a message, a nick or a title; empty if they
  /// may.
  static Optional<Outcome> silence(DecisionBuilder decision, Who who) {
    return Optional.ofNullable(who.person()).flatMap(person -> voice(decision, person));
  }

  /// Why the member of that membership may not speak; empty if it may, or the membership is gone.
  static Optional<Refusal> silence(DecisionBuilder decision, MembershipId membership) {
    return Optional.ofNullable(decision.state.people().membership(membership))
        .flatMap(it -> voice(decision, it.person()))
        .map(outcome -> ((Outcome.Refused) outcome).refusal());
  }

  private static Outcome say(DecisionBuilder decision, Who who, Command.Send send, Ids ids) {
    String id = ids.message();
    Outcome outcome = new Outcome.Sent(id, decision.nextSeq(), decision.now);
    decision.add(
        new Event.Message(
            id, who.author(decision.now), send.body().value(), send.nonce(), send.meta(), false));
    return outcome;
  }

  private static Optional<Outcome> length(DecisionBuilder decision, Body body) {
    int max = decision.state.settings().maxBody();
    return body.isLongerThan(max)
        ? Optional.of(Outcome.refused(Reason.TOO_LONG, "max", (long) max))
        : Optional.empty();
  }

  private static Optional<Outcome> voice(DecisionBuilder decision, Person person) {
    Modes modes = decision.state.modes();
    return SpeechRestrictions.of(
            person.standingAt(decision.now), modes.speech(), decision.state.settings())
        .refusal(decision.now, 0)
        .map(Outcome.Refused::new);
  }
}
