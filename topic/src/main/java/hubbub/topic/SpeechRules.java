package hubbub.topic;

import hubbub.topic.port.Ids;
import java.util.Optional;

/// Rules for who may speak, and when. Deadlines are exact here.
final class SpeechRules {
  private SpeechRules() {}

  /// Sends a message, unless something forbids it. If its author recently used the same nonce,
  /// returns the first reply instead.
  static Outcome send(DecisionBuilder draft, Who who, Command.Send send, Ids ids) {
    Person person = who.person();
    if (person != null && send.nonce().isPresent()) {
      Optional<Outcome.Sent> before = person.sent(send.nonce().get(), draft.now);
      if (before.isPresent()) {
        return before.get();
      }
    }
    Optional<Outcome> refusal = length(draft, send.body());
    if (refusal.isEmpty() && person != null) {
      refusal = voice(draft, person);
    }
    return refusal.orElseGet(() -> say(draft, who, send, ids));
  }

  /// Why `who` may not say anything to everybody, be it a message, a nick or a title; empty if they
  /// may.
  static Optional<Outcome> silence(DecisionBuilder draft, Who who) {
    return Optional.ofNullable(who.person()).flatMap(person -> voice(draft, person));
  }

  /// Why the member of that membership may not speak; empty if it may, or the membership is gone.
  static Optional<Refusal> silence(DecisionBuilder draft, MembershipId membership) {
    return Optional.ofNullable(draft.state.people().membership(membership))
        .flatMap(it -> voice(draft, it.person()))
        .map(outcome -> ((Outcome.Refused) outcome).refusal());
  }

  private static Outcome say(DecisionBuilder draft, Who who, Command.Send send, Ids ids) {
    String id = ids.message();
    Outcome outcome = new Outcome.Sent(id, draft.nextSeq(), draft.now);
    draft.add(
        new Event.Message(
            id, author(draft, who), send.body().value(), send.nonce(), send.meta(), false));
    return outcome;
  }

  private static Event.Author author(DecisionBuilder draft, Who who) {
    Person person = who.person();
    return person == null
        ? new Event.Author(new MemberId("server"), who.by(), Rank.ADMIN)
        : new Event.Author(person.id(), person.nick().value(), person.rankAt(draft.now));
  }

  private static Optional<Outcome> length(DecisionBuilder draft, Body body) {
    int max = draft.state.settings().maxBody();
    return body.isLongerThan(max)
        ? Optional.of(DecisionBuilder.refused(Reason.TOO_LONG, "max", (long) max))
        : Optional.empty();
  }

  private static Optional<Outcome> voice(DecisionBuilder draft, Person person) {
    Modes modes = draft.state.modes();
    return SpeechRestrictions.of(
            person.standingAt(draft.now), modes.quiet(), modes.slow(), draft.state.settings())
        .refusal(draft.now, 0)
        .map(Outcome.Refused::new);
  }
}
