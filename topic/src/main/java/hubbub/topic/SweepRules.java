package hubbub.topic;

import hubbub.topic.port.Ids;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Rules for acts on all who joined lately: who that is, what is done to them, and how it is
/// undone. Whoever has any rank is left out.
final class SweepRules {
  /// The most that one command concerns: those who came last.
  static final int MOST = 500;

  private SweepRules() {}

  /// Those who joined first within the last `sinceMillis` and have no rank, in the order of ids.
  /// `alsoGone` if those who are gone for good count, as long as they are remembered.
  private static List<Person> newcomers(
      TopicState state, long sinceMillis, boolean alsoGone, long now) {
    List<Person> found = new ArrayList<>();
    for (Person person : state.people().after(null)) {
      if ((alsoGone || person.isKnownAt(now))
          && person.firstJoinedAt() > now - sinceMillis
          && !person.rankAt(now).isAtLeast(Rank.MEMBER)) {
        found.add(person);
      }
    }
    return found;
  }

  /// One page of them, and how many they are.
  static Outcome preview(TopicState state, Command.Newcomers command, long now) {
    List<Person> all = newcomers(state, command.sinceMillis(), false, now);
    List<Member> page =
        all.stream()
            .filter(it ->
                command.after().isEmpty()
                    || it.id().value().compareTo(command.after().get().value()) > 0)
            .limit(Math.max(1, command.limit()) + 1L)
            .map(person -> person.memberAt(now))
            .toList();
    boolean hasMore = page.size() > Math.max(1, command.limit());
    List<Member> shown = hasMore ? page.subList(0, page.size() - 1) : page;
    return new Outcome.Newcomers(
        all.size(), shown, hasMore ? Optional.of(shown.getLast().id()) : Optional.empty());
  }

  /// Kicks or mutes them, or clears their messages. A mute leaves those out who are muted for as
  /// long already, and clearing those who have said nothing, or wrote with too high a rank before
  /// they left.
  static Outcome sweep(DecisionBuilder decision, Who who, Command.Sweep sweep, Ids ids) {
    boolean isClear = sweep.how() == Command.Sweep.Act.CLEAR;
    List<Person> meant =
        newcomers(decision.state, sweep.sinceMillis(), isClear, decision.now).stream()
            .filter(person -> who.outranks(person.rankAt(decision.now)))
            .filter(person -> isConcerned(decision, who, sweep, person))
            .sorted(Comparator.comparingLong(Person::firstJoinedAt).reversed())
            .limit(MOST)
            .toList();
    if (meant.isEmpty()) {
      return Outcome.refused(Reason.ALREADY);
    }
    Sweep done =
        new Sweep(
            ids.message(),
            sweep.how(),
            decision.now,
            end(decision, sweep),
            who.by(),
            meant.stream().map(Person::id).toList());
    switch (sweep.how()) {
      case KICK -> kick(decision, who, sweep, meant);
      case MUTE ->
          meant.forEach(person ->
              decision.add(
                  new Event.MemberMuted(
                      person.id(),
                      ModeRules.untilAt(decision, sweep.ttlMillis()),
                      sweep.text(),
                      Optional.of(who.by()))));
      case CLEAR ->
          meant.forEach(person ->
              decision.add(
                  new Event.HistoryCleared(who.by(), Optional.of(person.id()), sweep.text())));
    }
    if (isClear) {
      return new Outcome.Swept(Optional.empty(), meant.size());
    }
    decision.add(new Event.Swept(done));
    return new Outcome.Swept(Optional.of(done.id()), meant.size());
  }

  private static long end(DecisionBuilder decision, Command.Sweep sweep) {
    return ModeRules.untilAt(decision, sweep.ttlMillis()).orElse(Deadline.NEVER);
  }

  private static boolean isConcerned(
      DecisionBuilder decision, Who who, Command.Sweep sweep, Person person) {
    return switch (sweep.how()) {
      case KICK -> true;
      case MUTE -> person.mute().until() < end(decision, sweep);
      case CLEAR ->
          decision.state.messages().highestRank(person.id()).isPresent()
              && DeletionRules.mayClear(decision, who, person.id());
    };
  }

  /// With a time to stay away, their addresses are banned too, but for those that others share who
  /// stay.
  private static void kick(
      DecisionBuilder decision, Who who, Command.Sweep sweep, List<Person> meant) {
    Map<AddressPrefix, Integer> staying = staying(decision.state, meant);
    var until = ModeRules.untilAt(decision, sweep.ttlMillis());
    Ending ending = new Ending.Kicked(until, sweep.text(), who.by());
    for (Person person : meant) {
      decision.add(new Event.MemberKicked(person.id(), until, sweep.text(), who.by()));
      if (until.isPresent()) {
        List<AddressPrefix> own =
            person.addresses().stream()
                .filter(from -> staying.getOrDefault(from, 0) <= LeaveRules.MOST_SHARING)
                .toList();
        decision.add(new Event.KeptOut(person.id(), until.getAsLong(), own));
      }
      person.memberships().forEach(it -> decision.add(new Event.Left(it.id(), ending)));
    }
  }

  private static Map<AddressPrefix, Integer> staying(TopicState state, List<Person> leaving) {
    Set<Person> gone = new HashSet<>(leaving);
    Map<AddressPrefix, Integer> counts = new HashMap<>();
    for (Person person : state.people().after(null)) {
      if (person.isPresent() && !gone.contains(person)) {
        person.addresses().forEach(from -> counts.merge(from, 1, Integer::sum));
      }
    }
    return counts;
  }

  /// Takes a sweep back, where nobody has changed meanwhile what it did, and for those who do not
  /// rank too high by now.
  static Outcome undo(DecisionBuilder decision, Who who, Command.UndoSweep undo) {
    Optional<Sweep> found = decision.state.sweeps().find(undo.id());
    if (found.isEmpty()) {
      return Outcome.refused(Reason.ALREADY);
    }
    List<Person> people =
        found.get().members().stream()
            .<@Nullable Person>map(decision.state.people()::get)
            .flatMap(Stream::ofNullable)
            .filter(person -> who.outranks(person.rankAt(decision.now)))
            .toList();
    switch (found.get().how()) {
      case MUTE -> unmute(decision, who, found.get(), people);
      case KICK -> letBack(decision, found.get(), people);
      case CLEAR -> {}
    }
    decision.add(new Event.SweepUndone(undo.id()));
    return Outcome.OK;
  }

  private static void unmute(DecisionBuilder decision, Who who, Sweep sweep, List<Person> people) {
    for (Person person : people) {
      if (person.mute().isActiveAt(decision.now) && isOf(sweep, person.mute())) {
        decision.add(new Event.MemberUnmuted(person.id(), Optional.of(who.by()), Optional.empty()));
      }
    }
  }

  /// The addresses from which they came are known by the end of their bans.
  private static void letBack(DecisionBuilder decision, Sweep sweep, List<Person> people) {
    List<AddressPrefix> addresses = decision.state.people().addressBans().endingAt(sweep.until());
    for (Person person : people) {
      if (person.ban().isActiveAt(decision.now) && isOf(sweep, person.ban())) {
        decision.add(new Event.KeptOut(person.id(), decision.now, addresses));
        addresses = List.of(); // once is enough
      }
    }
  }

  private static boolean isOf(Sweep sweep, Restriction restriction) {
    return restriction.at() == sweep.at()
        && restriction.until() == sweep.until()
        && restriction.by().equals(Optional.of(sweep.by()));
  }
}
