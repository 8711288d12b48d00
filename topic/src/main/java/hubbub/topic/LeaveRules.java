package hubbub.topic;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Rules for leaving and kicking.
final class LeaveRules {
  /// Addresses that more others share are not barred: a school's or a proxy's address identifies
  /// nobody.
  private static final int MOST_SHARING = 5;

  private LeaveRules() {}

  /// Ends the actor's membership; does nothing if it has already ended.
  static Outcome leave(DecisionBuilder draft, MembershipId membership, Command.How how) {
    if (draft.state.people().membership(membership) != null) {
      draft.add(new Event.Left(membership, ending(how)));
    }
    return Outcome.OK;
  }

  private static Ending ending(Command.How how) {
    return switch (how) {
      case LEFT -> new Ending.Left();
      case LOST -> new Ending.Lost();
      case REPLACED -> new Ending.Replaced();
    };
  }

  /// Ends all memberships of a member, and discards what is kept for it. If the kick has a
  /// duration, the member may not come back before it ends, and nobody new may join from its
  /// addresses.
  static Outcome kick(DecisionBuilder draft, Who who, Command.Kick kick) {
    Person person = draft.state.people().get(kick.member());
    if (person == null || !person.isKnownAt(draft.now)) {
      return DecisionBuilder.refused(Reason.UNKNOWN_MEMBER);
    }
    if (!who.outranks(person.rankAt(draft.now))) {
      return DecisionBuilder.refused(Reason.OUTRANKED);
    }
    if (kick.withMessages()) {
      draft.add(new Event.HistoryCleared(who.by(), Optional.of(kick.member()), kick.text()));
    }
    OptionalLong until = ModeRules.untilAt(draft, kick.ttlMillis());
    draft.add(new Event.MemberKicked(kick.member(), until, kick.text(), who.by()));
    until.ifPresent(at -> keepOut(draft, person, at));
    Ending ending = new Ending.Kicked(until, kick.text(), who.by());
    for (MembershipState membership : person.memberships()) {
      draft.add(new Event.Left(membership.id(), ending));
    }
    return Outcome.OK;
  }

  /// Bars the addresses too: otherwise a kicked member could return at once under another id.
  private static void keepOut(DecisionBuilder draft, Person person, long until) {
    List<AddressPrefix> addresses =
        person.addresses().stream()
            .filter(it -> draft.state.people().othersFrom(it, person) <= MOST_SHARING)
            .toList();
    draft.add(new Event.KeptOut(person.id(), until, addresses));
  }
}
