package hubbub.topic;

import java.util.Optional;
import java.util.OptionalLong;

/// Rules for erasing somebody for good. Members see a kick and a cleared history.
final class ErasureRules {
  /// Who did it, in events.
  private static final String BY = "admin";

  private ErasureRules() {}

  /// Ends all memberships of `member`, removes its messages, and forgets all that the topic has of
  /// it. Nothing happens if it has nothing.
  static void erase(DecisionBuilder decision, MemberId member, String pseudonym) {
    Optional<PersonInTopic> its = PersonInTopic.of(decision.state, member, decision.now);
    if (its.isEmpty() && !isNamed(decision.state, member)) {
      return;
    }
    if (its.isPresent() && !its.get().messages().isEmpty()) {
      decision.add(new Event.HistoryCleared(BY, Optional.of(member), Optional.empty()));
    }
    Person person = decision.state.people().get(member);
    if (person != null && person.isPresent()) {
      kick(decision, person);
    }
    decision.add(new Event.Erased(member, pseudonym));
  }

  /// Whether what is kept of others names it.
  private static boolean isNamed(TopicState state, MemberId member) {
    for (Person person : state.people().after(null)) {
      if (person.names(member)) {
        return true;
      }
    }
    if (state.registration().filter(it -> it.by().equals(member.value())).isPresent()) {
      return true;
    }
    return state.sweeps().image().stream().anyMatch(sweep -> sweep.names(member));
  }

  private static void kick(DecisionBuilder decision, Person person) {
    OptionalLong untilAt = OptionalLong.empty();
    decision.add(new Event.MemberKicked(person.id(), untilAt, Optional.empty(), BY));
    Ending ending = new Ending.Kicked(untilAt, Optional.empty(), BY);
    for (MembershipState membership : person.memberships()) {
      decision.add(new Event.Left(membership.id(), ending));
    }
  }
}
