package hubbub.topic;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Rules for leaving and kicking.
final class LeaveRules {
  /// Addresses that more others share are not banned: a school's or a proxy's address identifies
  /// nobody.
  static final int MOST_SHARING = 5;

  private LeaveRules() {}

  /// Ends the actor's membership; does nothing if it has already ended.
  static Outcome leave(DecisionBuilder decision, MembershipId membership, Command.How how) {
    if (decision.state.people().membership(membership) != null) {
      decision.add(new Event.Left(membership, ending(how)));
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
  static Outcome kick(DecisionBuilder decision, Who who, Command.Kick kick) {
    Person person = decision.state.people().get(kick.member());
    if (person == null || !person.isKnownAt(decision.now)) {
      return Outcome.refused(Reason.UNKNOWN_MEMBER);
    }
    if (!who.outranks(person.rankAt(decision.now))) {
      return Outcome.refused(Reason.OUTRANKED);
    }
    if (kick.withMessages()) {
      decision.add(new Event.HistoryCleared(who.by(), Optional.of(kick.member()), kick.text()));
    }
    OptionalLong until = ModeRules.untilAt(decision, kick.ttlMillis());
    decision.add(new Event.MemberKicked(kick.member(), until, kick.text(), who.by()));
    until.ifPresent(at -> keepOut(decision, person, at));
    Ending ending = new Ending.Kicked(until, kick.text(), who.by());
    for (MembershipState membership : person.memberships()) {
      decision.add(new Event.Left(membership.id(), ending));
    }
    return Outcome.OK;
  }

  /// Bans the addresses too: otherwise a kicked member could return at once under another id.
  private static void keepOut(DecisionBuilder decision, Person person, long until) {
    decision.add(new Event.KeptOut(person.id(), until, ownAddresses(decision, person)));
  }

  /// The addresses of a person that not too many others share.
  static List<AddressPrefix> ownAddresses(DecisionBuilder decision, Person person) {
    return person.addresses().stream()
        .filter(it -> decision.state.people().othersFrom(it, person) <= MOST_SHARING)
        .toList();
  }
}
