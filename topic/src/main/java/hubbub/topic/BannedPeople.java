package hubbub.topic;

import hubbub.topic.port.AddressTags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds who is in a topic though a ban is about them.
final class BannedPeople {
  private final AddressTags tags;

  BannedPeople(AddressTags tags) {
    this.tags = tags;
  }

  /// Those present whose memberships `ban` ends: whom it is about, unless their account's rank was
  /// not outranked; of an address, whoever comes from there and has no rank.
  List<Person> present(DecisionBuilder decision, Affiliation ban) {
    boolean isOfGuests = ban.standing().equals(new Affiliation.Standing.Banned(true));
    return meant(decision, ban).stream()
        .filter(person -> person.isPresent() && (person.id().isGuest() || !isOfGuests))
        .toList();
  }

  private List<Person> meant(DecisionBuilder decision, Affiliation ban) {
    return switch (ban.subject()) {
      case Subject.Member(MemberId id) ->
          Optional.ofNullable(decision.state.people().get(id)).stream()
              .filter(person -> ban.keepsOut(person.ranks().account()))
              .toList();
      case Subject.Address(String tag) -> {
        List<Person> all = new ArrayList<>();
        for (Person person : decision.state.people().after(null)) {
          if (person.isPresent()
              && !person.rankAt(decision.now).isAtLeast(Rank.MEMBER)
              && comesFrom(decision, person, tag)) {
            all.add(person);
          }
        }
        yield all;
      }
    };
  }

  private boolean comesFrom(DecisionBuilder decision, Person person, String tag) {
    TopicName topic = decision.state.name();
    return person.addresses().stream().anyMatch(from -> tags.tag(topic, from).equals(tag));
  }
}
