package hubbub.topic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Turns deadlines that have passed into events.
final class Expiry {
  private final KeywordRules keywords;
  private final Optional<ExtensionHooks> hooks;

  Expiry(KeywordRules keywords, Optional<ExtensionHooks> hooks) {
    this.keywords = keywords;
    this.hooks = hooks;
  }

  /// Death comes last, since a value that has expired is not one that the topic's end removes.
  void expire(DecisionBuilder decision, List<Deadline> passed) {
    List<MemberId> forgotten = new ArrayList<>(0);
    boolean isForgetting = decision.state.messages().dueAt() <= decision.now;
    List<SlotValue> values = new ArrayList<>(0);
    boolean isDying = false;
    for (Deadline due : passed) {
      switch (due) {
        case SingleDeadline single when single.kind() == SingleDeadline.Kind.LINGER ->
            isDying = true;
        case SingleDeadline single -> ended(decision, single.kind());
        case Person person when person.isPresent() -> ended(decision, person);
        case Person person -> forgotten.add(person.id());
        case SlotValue value -> values.add(value);
      }
    }
    hooks.ifPresent(kind -> kind.expired(decision, values));
    if (isForgetting || !forgotten.isEmpty()) {
      decision.add(new Event.Forgotten(forgotten));
    }
    if (isDying) {
      decision.add(new Event.Died());
    }
  }

  private void ended(DecisionBuilder decision, SingleDeadline.Kind what) {
    switch (what) {
      case QUIET -> decision.add(new Event.QuietChanged(Optional.empty(), Optional.empty()));
      case SLOW -> decision.add(new Event.SlowChanged(Optional.empty(), Optional.empty()));
      case SHIELD -> decision.add(new Event.ShieldChanged(Optional.empty(), Optional.empty()));
      case SUCCESSION -> succeed(decision);
      case BOARD -> keywords.tell(decision);
      case HELD -> HoldRules.expire(decision);
      case MESSAGES, LINGER -> {}
    }
  }

  private static void ended(DecisionBuilder decision, Person person) {
    PersonRanks ranks = person.ranks();
    if (ranks.endsAt() <= decision.now) {
      decision.add(
          new Event.RankChanged(
              person.id(),
              ranks.at(decision.now),
              ranks.untilAt(decision.now),
              Optional.empty(),
              Optional.empty()));
    }
    long mutedUntil = person.mute().until();
    if (mutedUntil != 0 && mutedUntil <= decision.now) {
      decision.add(new Event.MemberUnmuted(person.id(), Optional.empty(), Optional.empty()));
    }
  }

  /// Chooses a successor once the last moderator has been gone too long: of those present who have
  /// not stepped down, the highest-ranked; among equals, the one present longest.
  private static void succeed(DecisionBuilder decision) {
    Comparator<Person> fittest =
        Comparator.comparing((Person person) -> person.rankAt(decision.now))
            .reversed()
            .thenComparingLong(Person::onlineAt);
    List<Person> heirs = new ArrayList<>();
    for (Person person : decision.state.people().after(null)) {
      if (person.isHeir()) {
        heirs.add(person);
      }
    }
    heirs.stream()
        .min(fittest)
        .ifPresent(heir ->
            decision.add(
                new Event.RankChanged(
                    heir.id(),
                    decision.state.settings().founderRank(),
                    OptionalLong.empty(),
                    Optional.empty(),
                    Optional.empty())));
  }
}
