package hubbub.topic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/// Answers [Command.Read]s as of a given time; used by owners and replicas alike.
final class ReadRules {
  /// The most mutes, bans and held messages shown in [Moderation].
  private static final int MOST_SHOWN = 20;

  /// The most letters of held messages on one page of a list, unless the first alone has more.
  private static final int MOST_HELD_CHARS = 65_536;

  private ReadRules() {}

  static Outcome read(TopicState state, Who who, Command.Read command, ReadContext context) {
    long now = context.now();
    return switch (command) {
      case Command.History history ->
          new Outcome.Messages(state.messages().before(history.beforeSeq(), history.limit()));
      case Command.Roster roster -> roster(state, who, roster, now);
      case Command.List list -> list(state, list, now);
      case Command.Newcomers newcomers -> SweepRules.preview(state, newcomers, now);
      case Command.Whois whois -> whois(state, whois.member(), context);
      case Command.Settings _ ->
          state
              .registration()
              .<Outcome>map(Outcome.Configured::new)
              .orElseGet(() -> Outcome.refused(Reason.NO_SUCH_TOPIC));
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

  /// Of a registered topic, what the store remembers is added later; so nobody is unknown yet.
  private static Outcome whois(TopicState state, MemberId member, ReadContext context) {
    Optional<Person> person =
        Optional.ofNullable(state.people().get(member))
            .filter(it -> it.isRememberedAt(context.now()));
    StoredStanding here =
        state.affiliations().standing(List.of(new Subject.Member(member)), context.now());
    Outcome.Whois found =
        new Outcome.Whois(member, person.map(it -> seen(state, it, context)), Optional.empty())
            .with(here);
    return state.registration().isPresent() ? found : found.orUnknown();
  }

  private static Outcome.Whois.Seen seen(TopicState state, Person person, ReadContext context) {
    Optional<String> tag =
        List.copyOf(person.addresses()).reversed().stream()
            .findFirst()
            .map(from -> context.tags().tag(state.name(), from));
    boolean isMuted = person.mute().isActiveAt(context.now());
    return new Outcome.Whois.Seen(
        person.memberAt(context.now()),
        person.profile().account(),
        tag,
        isMuted ? OptionalLong.of(person.mute().until()) : OptionalLong.empty(),
        person.memberships().size());
  }

  /// People, and what a topic that is not registered remembers about others.
  private static Outcome list(TopicState state, Command.List list, long now) {
    if (list.of() == Command.List.Of.AUDIT) {
      return state.audit().page(list);
    }
    if (list.of() == Command.List.Of.HELD) {
      return held(state, list, now);
    }
    int limit = Math.max(1, list.limit());
    NavigableMap<String, Outcome.Listed.Entry> found = new TreeMap<>(remembered(state, list, now));
    for (Person person : state.people().after(list.after().map(MemberId::upTo).orElse(null))) {
      if (isOf(list.of(), person, now)) {
        found.put(person.id().value(), entry(list.of(), person, now));
        if (found.headMap(person.id().value()).size() >= limit) {
          break;
        }
      }
    }
    List<Outcome.Listed.Entry> entries = List.copyOf(found.values());
    if (entries.size() <= limit) {
      return new Outcome.Listed(entries, Optional.empty());
    }
    String last = List.copyOf(found.keySet()).get(limit - 1);
    return new Outcome.Listed(entries.subList(0, limit), Optional.of(last));
  }

  /// Messages that wait for a moderator, in the order of ids: as many as fit.
  private static Outcome held(TopicState state, Command.List list, long now) {
    List<HeldMessage> waiting =
        state.held().at(now).stream()
            .sorted(Comparator.comparing(HeldMessage::id))
            .filter(held -> list.after().isEmpty() || held.id().compareTo(list.after().get()) > 0)
            .toList();
    List<Outcome.Listed.Entry> page = new ArrayList<>();
    int room = MOST_HELD_CHARS;
    for (HeldMessage held : waiting) {
      room -= held.body().length() + held.meta().map(String::length).orElse(0);
      if (!page.isEmpty() && (room < 0 || page.size() >= list.limit())) {
        return new Outcome.Listed(page, Optional.of(waiting.get(page.size() - 1).id()));
      }
      page.add(held);
    }
    return new Outcome.Listed(page, Optional.empty());
  }

  /// By the id or the tag that each is about.
  private static Map<String, Outcome.Listed.Entry> remembered(
      TopicState state, Command.List list, long now) {
    Map<String, Outcome.Listed.Entry> all = new HashMap<>();
    for (Affiliation affiliation : state.affiliations().allAt(now)) {
      String key = affiliation.subject().key();
      boolean isAfter = list.after().isEmpty() || key.compareTo(list.after().get()) > 0;
      if (isAfter && isOf(list.of(), affiliation)) {
        all.put(key, new Outcome.Listed.Remembered(affiliation));
      }
    }
    return all;
  }

  private static boolean isOf(Command.List.Of of, Affiliation affiliation) {
    return switch (of) {
      case BANS -> affiliation.isBan();
      case MUTES, AUDIT, HELD -> false;
      case MEMBERS -> affiliation.rank().isAtLeast(Rank.MEMBER);
      case MODERATORS -> affiliation.rank().isAtLeast(Rank.MODERATOR);
      case OWNERS -> affiliation.rank().isAtLeast(Rank.OWNER);
    };
  }

  private static boolean isOf(Command.List.Of of, Person person, long now) {
    return switch (of) {
      case AUDIT, HELD -> false;
      case BANS -> person.ban().isActiveAt(now);
      case MUTES -> person.mute().isActiveAt(now);
      case MEMBERS -> person.rankAt(now).isAtLeast(Rank.MEMBER);
      case MODERATORS -> person.rankAt(now).isAtLeast(Rank.MODERATOR);
      case OWNERS -> person.rankAt(now).isAtLeast(Rank.OWNER);
    };
  }

  private static Outcome.Listed.Entry entry(Command.List.Of of, Person person, long now) {
    return switch (of) {
      case AUDIT, HELD -> throw new IllegalArgumentException("no list of people");
      case BANS -> ban(person);
      case MUTES -> mute(person);
      case MEMBERS, MODERATORS, OWNERS ->
          new Outcome.Listed.Ranked(person.memberAt(now), person.ranks().untilAt(now));
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
    state.affiliations().allAt(now).forEach(it -> it.sanction().ifPresent(bans::add));
    return new Moderation(
        newest(mutes),
        newest(bans),
        firstOf(state.held().at(now).reversed()),
        state.guessesAt(now));
  }

  private static Sanction mute(Person person) {
    return person.mute().sanction(person.id(), person.nick(), Reason.MUTED);
  }

  private static Sanction ban(Person person) {
    return person.ban().sanction(person.id(), person.nick(), Reason.KICKED);
  }

  private static Moderation.Newest<Sanction> newest(List<Sanction> all) {
    all.sort(Comparator.comparingLong(Sanction::at).reversed());
    return firstOf(all);
  }

  private static <T> Moderation.Newest<T> firstOf(List<T> all) {
    return new Moderation.Newest<>(all.size(), all.subList(0, Math.min(MOST_SHOWN, all.size())));
  }
}
