package hubbub.topic;

import hubbub.topic.port.Ids;
import java.util.Optional;

/// Rules for who may speak, and when. Deadlines are exact here.
final class SpeechRules {
  private SpeechRules() {}

  /// Sends a message, unless something forbids it. If its author recently used the same nonce,
  /// returns the first reply instead.
  static Outcome send(DecisionBuilder decision, Who who, Command.Send send, Ids ids) {
    Person person = who.person();
    if (person != null && send.nonce().isPresent()) {
      Optional<Outcome.Sent> before = person.sent(send.nonce().get(), decision.now);
      if (before.isPresent()) {
        return before.get();
      }
    }
    Optional<Outcome> refusal = length(decision, send.body());
    if (refusal.isEmpty() && person != null) {
      refusal = voice(decision, person);
    }
    return refusal.orElseGet(() -> say(decision, who, send, ids));
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
            id, author(decision, who), send.body().value(), send.nonce(), send.meta(), false));
    return outcome;
  }

  private static Event.Author author(DecisionBuilder decision, Who who) {
    Person person = who.person();
    return person == null
        ? new Event.Author(new MemberId("server"), who.by(), Rank.ADMIN)
        : new Event.Author(
            person.id(), person.nick().value(), person.rankAt(decision.now), person.badges());
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
            person.standingAt(decision.now), modes.quiet(), modes.slow(), decision.state.settings())
        .refusal(decision.now, 0)
        .map(Outcome.Refused::new);
  }
}
