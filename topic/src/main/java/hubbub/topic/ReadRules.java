package hubbub.topic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;

/// Answers [Command.Read]s as of a given time; used by owners and replicas alike.
final class ReadRules {
  /// The most mutes and the most bans shown in [Moderation].
  private static final int MOST_SHOWN = 20;

  private ReadRules() {}

  static Outcome read(TopicState state, Who who, Command.Read command, long now) {
    return switch (command) {
      case Command.History history ->
          new Outcome.Messages(state.messages().before(history.beforeSeq(), history.limit()));
      case Command.Roster roster -> roster(state, who, roster, now);
      case Command.List list -> list(state, list, now);
    };
  }

  /// One page of people, in the order of ids.
  private record Page(List<Person> people, Optional<MemberId> next) {
    static Page of(
        TopicState state, Optional<MemberId> after, int limit, Predicate<Person> isMeant) {
      List<Person> page = new ArrayList<>();
      for (Person person : state.people().after(after.orElse(null))) {
        if (isMeant.test(person)) {
          if (page.size() >= Math.max(1, limit)) {
            return new Page(page, Optional.of(page.getLast().id()));
          }
          page.add(person);
        }
      }
      return new Page(page, Optional.empty());
    }

    <T> List<T> each(Function<Person, T> how) {
      return people.stream().map(how).toList();
    }
  }

  private static Outcome roster(TopicState state, Who who, Command.Roster roster, long now) {
    Page page = Page.of(state, roster.after(), roster.limit(), Person::isPresent);
    Map<MemberId, Long> mutes = new HashMap<>();
    if (moderates(state, who.rank())) {
      page.people().stream()
          .filter(person -> person.mute().isActiveAt(now))
          .forEach(person -> mutes.put(person.id(), person.mute().until()));
    }
    return new Outcome.Members(page.each(person -> person.memberAt(now)), mutes, page.next());
  }

  private static Outcome list(TopicState state, Command.List list, long now) {
    Page page = Page.of(state, list.after(), list.limit(), person -> isOf(list.of(), person, now));
    return new Outcome.Listed(page.each(person -> entry(list.of(), person, now)), page.next());
  }

  private static boolean isOf(Command.List.Of of, Person person, long now) {
    return switch (of) {
      case BANS -> person.ban().isActiveAt(now);
      case MUTES -> person.mute().isActiveAt(now);
      case MEMBERS -> person.rankAt(now).isAtLeast(Rank.MEMBER);
      case MODERATORS -> person.rankAt(now).isAtLeast(Rank.MODERATOR);
      case OWNERS -> person.rankAt(now).isAtLeast(Rank.OWNER);
    };
  }

  private static Outcome.Listed.Entry entry(Command.List.Of of, Person person, long now) {
    return switch (of) {
      case BANS -> ban(person);
      case MUTES -> mute(person);
      case MEMBERS, MODERATORS, OWNERS -> {
        boolean isTemporary = person.rankAt(now) != person.ranks().own();
        yield new Outcome.Listed.Ranked(
            person.memberAt(now),
            isTemporary ? OptionalLong.of(person.ranks().temporaryUntil()) : OptionalLong.empty());
      }
    };
  }

  /// Whether that rank may see what moderators see.
  static boolean moderates(TopicState state, Rank rank) {
    return rank.isAtLeast(CommandName.LIST.leastRank(state.settings()));
  }

  /// What a moderator is told from the start.
  static Moderation moderation(TopicState state, long now) {
    List<Sanction> mutes = new ArrayList<>(0);
    List<Sanction> bans = new ArrayList<>(0);
    for (Person person : state.people().after(null)) {
      if (person.mute().isActiveAt(now)) {
        mutes.add(mute(person));
      }
      if (person.ban().isActiveAt(now)) {
        bans.add(ban(person));
      }
    }
    return new Moderation(newest(mutes), newest(bans), state.guessesAt(now));
  }

  private static Sanction mute(Person person) {
    return person.mute().sanction(person.id(), person.nick(), Reason.MUTED);
  }

  private static Sanction ban(Person person) {
    return person.ban().sanction(person.id(), person.nick(), Reason.KICKED);
  }

  private static Moderation.Newest newest(List<Sanction> all) {
    all.sort(Comparator.comparingLong(Sanction::at).reversed());
    return new Moderation.Newest(all.size(), all.subList(0, Math.min(MOST_SHOWN, all.size())));
  }
}
