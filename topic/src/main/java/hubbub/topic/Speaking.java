package hubbub.topic;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Who may say what, and when. Deadlines are judged exactly here.
final class Speaking {
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
    Optional<Outcome> refusal = length(draft, send.body());
    if (refusal.isEmpty() && person != null) {
      refusal = voice(draft, person);
    }
    return refusal.orElseGet(() -> say(draft, who, send, ids));
  }

  private static Outcome say(Draft draft, Who who, Command.Send send, Ids ids) {
    String id = ids.message();
    Outcome outcome = new Outcome.Sent(id, draft.nextSeq(), draft.now);
    draft.add(
        new Event.Message(
            id, author(draft, who), send.body().value(), send.nonce(), send.meta(), false));
    return outcome;
  }

  private static Event.Author author(Draft draft, Who who) {
    Person person = who.person();
    return person == null
        ? new Event.Author(new MemberId("server"), who.by(), Rank.ADMIN)
        : new Event.Author(person.id(), person.nick.value(), person.rankAt(draft.now));
  }

  private static Optional<Outcome> length(Draft draft, Body body) {
    int max = draft.state.settings().maxBody();
    return body.isLongerThan(max)
        ? Optional.of(Draft.refused(Reason.TOO_LONG, "max", (long) max))
        : Optional.empty();
  }

  private static Optional<Outcome> voice(Draft draft, Person person) {
    if (person.isMutedAt(draft.now)) {
      return Optional.of(
          person.mutedUntil == Deadline.NEVER
              ? Draft.refused(Reason.MUTED)
              : Draft.refused(Reason.MUTED, "until_at", person.mutedUntil));
    }
    return quiet(draft, person).or(() -> slow(draft, person));
  }

  private static Optional<Outcome> quiet(Draft draft, Person person) {
    return draft
        .state
        .modes()
        .quietAt(draft.now)
        .filter(quiet -> !person.rankAt(draft.now).isAtLeast(quiet.minRank()))
        .map(quiet -> {
          Map<String, Object> details = new HashMap<>();
          details.put("min_rank", quiet.minRank().word());
          quiet.untilAt().ifPresent(at -> details.put("until_at", at));
          return new Outcome.Refused(new Refusal(Reason.QUIET, details));
        });
  }

  /// Whoever may set slow mode is free of it.
  private static Optional<Outcome> slow(Draft draft, Person person) {
    Optional<Slow> slow = draft.state.modes().slowAt(draft.now);
    if (slow.isEmpty() || person.spokeAt == 0 || isFree(draft, person)) {
      return Optional.empty();
    }
    long wait = person.spokeAt + slow.get().intervalMillis() - draft.now;
    return wait > 0
        ? Optional.of(Draft.refused(Reason.SLOW, "retry_after_ms", wait))
        : Optional.empty();
  }

  private static boolean isFree(Draft draft, Person person) {
    Rank least =
        Policy.of(new Command.SetSlow(0, OptionalLong.empty())).leastRank(draft.state.settings());
    return person.rankAt(draft.now).isAtLeast(least);
  }
}
