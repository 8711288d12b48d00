package hubbub.topic;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Who may say what, and when. Deadlines are judged exactly here.
final class Speaking {
  private static final int MAX_BODY_BYTES = 8 * 1024;

  private Speaking() {}

  /// A message, unless something forbids it; one whose nonce its author used lately was said
  /// already.
  static Outcome send(Draft draft, Who who, Command.Send send, Ids ids) {
    Person person = who.person();
    if (person != null && send.nonce().isPresent()) {
      Optional<Outcome.Sent> before = person.sent(send.nonce().get(), draft.now);
      if (before.isPresent()) {
        return before.get();
      }
    }
    Optional<Outcome> refusal = form(draft, send.body());
    if (refusal.isEmpty() && person != null) {
      refusal = voice(draft, person);
    }
    return refusal.orElseGet(() -> say(draft, who, send, ids));
  }

  /// Why `who` may not say anything to everybody, be it by a message, a nick or a title.
  static Optional<Outcome> silence(Draft draft, Who who) {
    return Optional.ofNullable(who.person()).flatMap(person -> voice(draft, person));
  }

  /// Why the member of that membership may not, if it stands.
  static Optional<Refusal> silence(Draft draft, MembershipId membership) {
    return Optional.ofNullable(draft.state.people().seat(membership))
        .flatMap(seat -> voice(draft, seat.person()))
        .map(outcome -> ((Outcome.Refused) outcome).refusal());
  }

  private static Outcome say(Draft draft, Who who, Command.Send send, Ids ids) {
    String id = ids.message();
    Outcome outcome = new Outcome.Sent(id, draft.nextSeq(), draft.now);
    draft.add(
        new Event.Message(id, author(draft, who), send.body(), send.nonce(), send.meta(), false));
    return outcome;
  }

  private static Event.Author author(Draft draft, Who who) {
    Person person = who.person();
    return person == null
        ? new Event.Author(new MemberId("server"), who.by(), Rank.ADMIN)
        : new Event.Author(person.id(), person.nick.value(), person.rankAt(draft.now));
  }

  private static Optional<Outcome> form(Draft draft, String body) {
    if (body.isBlank()) {
      return Optional.of(Draft.refused(Reason.EMPTY));
    }
    int max = draft.state.settings().maxBody();
    boolean isTooLong =
        body.codePointCount(0, body.length()) > max
            || body.getBytes(StandardCharsets.UTF_8).length > MAX_BODY_BYTES;
    return isTooLong
        ? Optional.of(Draft.refused(Reason.TOO_LONG, "max", (long) max))
        : Optional.empty();
  }

  private static Optional<Outcome> voice(Draft draft, Person person) {
    Modes modes = draft.state.modes();
    return Voice.of(
            person.standingAt(draft.now), modes.quiet(), modes.slow(), draft.state.settings())
        .refusal(draft.now, 0)
        .map(Outcome.Refused::new);
  }
}
