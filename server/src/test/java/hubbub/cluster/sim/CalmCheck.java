package hubbub.cluster.sim;

import hubbub.topic.MembershipId;
import hubbub.topic.TopicName;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Judges a cluster in which nothing has gone wrong for a while: who wants to be in a topic is, and
/// has been answered and told everything; and all nodes show those who are there, and nobody else.
record CalmCheck(History history, SimCluster cluster, List<SimClient> people) {
  CalmCheck {
    people = List.copyOf(people);
  }

  /// Complains of what is wrong with a person.
  void judge(SimClient person) {
    if (!person.isWanted()) {
      return;
    }
    if (person.membership().isEmpty()) {
      complain(person, "is not back");
      return;
    }
    if (!person.unanswered().isEmpty()) {
      complain(person, "was not answered for " + person.unanswered());
    }
    if (person.reader().log().filter(it -> !it.isClosed()).isEmpty()) {
      complain(person, "follows a closed log");
    }
    SimClient first = peopleIn(person.topic()).getFirst();
    if (!person.reader().at().equals(first.reader().at())) {
      complain(
          person,
          "is at " + person.reader().at() + ", but " + first.name() + " at " + first.reader().at());
    }
    judgePresence(person);
  }

  private void judgePresence(SimClient person) {
    Set<MembershipId> seen = person.reader().log().map(SimLog::present).orElseGet(Set::of);
    Set<MembershipId> expected =
        peopleIn(person.topic()).stream()
            .flatMap(it -> it.membership().stream())
            .collect(Collectors.toSet());
    if (!seen.equals(expected)) {
      complain(person, "sees " + seen + ", but these are there: " + expected);
    }
  }

  private List<SimClient> peopleIn(TopicName topic) {
    return people.stream().filter(it -> it.isWanted() && it.topic().equals(topic)).toList();
  }

  private void complain(SimClient person, String what) {
    history.complain(person.name() + " in " + person.topic() + " " + what);
  }
}
