package hubbub.topic;

import static java.util.stream.Collectors.toUnmodifiableList;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Everybody in a topic: those present, and those gone but still remembered. Confined to the thread
/// of its [TopicState].
final class People {
  private static final Comparator<MemberId> BY_VALUE = Comparator.comparing(MemberId::value);

  private final TreeMap<MemberId, Person> byId = new TreeMap<>(BY_VALUE);
  private final Map<String, Person> nicks = new TreeMap<>();

  /// The people whose nicks are protected against lookalikes: those ranked vip or higher who have
  /// not left. Few, so the list is copied on change.
  private List<Person> guardedNicks = List.of();

  /// The most people who are gone for whom a mute or a bar is kept; and the most barred addresses.
  static final int MOST_BARRED = 500;

  private final Map<MembershipId, MembershipState> memberships = new LinkedHashMap<>(2);

  /// Addresses from which nobody new may join, each with the end of its bar.
  private Map<AddressPrefix, Long> barredAddresses = Map.of();

  private int present;
  private int leaders;
  private int heirs;

  @Nullable Person get(MemberId id) {
    return byId.get(id);
  }

  @Nullable MembershipState membership(MembershipId id) {
    return memberships.get(id);
  }

  /// All current memberships, oldest first. Doesn't use `keySet()`, because the map would retain
  /// that view.
  List<MembershipId> membershipIds() {
    List<MembershipId> all = new ArrayList<>(memberships.size());
    memberships.forEach((id, _) -> all.add(id));
    return all;
  }

  /// The number of people present, each counted once.
  int present() {
    return present;
  }

  /// The number of people present who are moderators or higher.
  int leaders() {
    return leaders;
  }

  /// The number of people present who may succeed the last moderator.
  int heirs() {
    return heirs;
  }

  /// The person other than `id` who blocks that nick: who has it, or was here a moment ago and
  /// keeps it; or who ranks vip or higher and has one that looks like it. Null if nobody, or if
  /// `id` itself has the nick.
  @Nullable Person nickHolder(Nick nick, MemberId id, long now) {
    Person holder = nicks.get(nick.key());
    if (holder == null || !holder.isKnownAt(now)) {
      return lookalike(nick, id, now);
    }
    return holder.id().equals(id) ? null : holder;
  }

  private @Nullable Person lookalike(Nick nick, MemberId id, long now) {
    for (Person person : guardedNicks) {
      if (person.nick().looksLike(nick) && !person.id().equals(id) && person.isNickGuardedAt(now)) {
        return person;
      }
    }
    return null;
  }

  /// A similar nick that `id` may have: with one digit appended, or with several random ones seeded
  /// by `id`, so that many who want the same nick are offered different ones.
  Nick freeNick(Nick nick, MemberId id, long now) {
    Random random = new Random(id.value().hashCode());
    Nick free = nick;
    for (int tries = 0; nickHolder(free, id, now) != null; tries++) {
      free = nick.numbered(tries < 8 ? String.valueOf(2 + tries) : digits(random, tries / 8 + 1));
    }
    return free;
  }

  private static String digits(Random random, int most) {
    StringBuilder digits = new StringBuilder();
    for (int i = Math.min(most, 9); i > 0; i--) {
      digits.append(2 + random.nextInt(8));
    }
    return digits.toString();
  }

  /// Everybody after `after` (null: from the start), in the order of ids.
  Iterable<Person> after(@Nullable MemberId after) {
    return after == null ? byId.values() : byId.tailMap(after, false).values();
  }

  Person enter(Event.Joined joined, long at) {
    Person person = byId.computeIfAbsent(joined.member(), id -> new Person(id, joined.nick()));
    if (!person.isPresent()) {
      appear(person, joined.nick(), at);
    }
    MembershipState membership =
        new MembershipState(joined.membership(), person, at, joined.from().orElse(null));
    memberships.put(joined.membership(), membership);
    change(person, it -> it.joins(membership, joined, at));
    return person;
  }

  private void appear(Person person, Nick nick, long at) {
    nicks.remove(person.nick().key(), person);
    person.appears(nick, at);
    nicks.put(nick.key(), person);
  }

  /// Changes the nick of `person`.
  void rename(Person person, Nick nick) {
    nicks.remove(person.nick().key(), person);
    person.rename(nick);
    nicks.put(nick.key(), person);
  }

  /// Applies `how` to `person`, and updates the counts.
  void change(Person person, Consumer<Person> how) {
    int wasPresent = person.isPresent() ? 1 : 0;
    int wasLeader = person.isLeader() ? 1 : 0;
    int wasHeir = person.isHeir() ? 1 : 0;
    how.accept(person);
    present += (person.isPresent() ? 1 : 0) - wasPresent;
    leaders += (person.isLeader() ? 1 : 0) - wasLeader;
    heirs += (person.isHeir() ? 1 : 0) - wasHeir;
    updateNickGuard(person);
  }

  private void updateNickGuard(Person person) {
    if (!person.ranks().told().isAtLeast(Rank.VIP)) {
      dropNickGuard(person);
    } else if (!guardedNicks.contains(person)) {
      guardedNicks =
          Stream.concat(guardedNicks.stream(), Stream.of(person)).collect(toUnmodifiableList());
    }
  }

  private void dropNickGuard(Person person) {
    if (guardedNicks.contains(person)) {
      guardedNicks =
          guardedNicks.stream().filter(other -> other != person).collect(toUnmodifiableList());
    }
  }

  /// Ends a membership, if it exists.
  ///
  /// @return the person it belonged to; null if it does not exist
  @Nullable Person leave(MembershipId id) {
    MembershipState membership = memberships.remove(id);
    if (membership == null) {
      return null;
    }
    change(membership.person(), person -> person.leaves(membership));
    return membership.person();
  }

  /// Frees the nick of somebody who is gone for good.
  void releaseNick(Person person) {
    nicks.remove(person.nick().key(), person);
    dropNickGuard(person);
  }

  /// If more people who are gone are banned or muted than may be remembered: the one whose ban ends
  /// soonest, but never `newest`.
  Optional<Person> soonestRestricted(Person newest, long now) {
    if (byId.size() - present <= MOST_BARRED) {
      return Optional.empty();
    }
    List<Person> barred =
        byId.values().stream()
            .filter(person -> !person.isPresent() && person.restrictedUntil() > now)
            .toList();
    return barred.size() <= MOST_BARRED
        ? Optional.empty()
        : barred.stream()
            .filter(person -> person != newest)
            .min(Comparator.comparingLong(Person::restrictedUntil));
  }

  void forget(Person person) {
    releaseNick(person);
    byId.remove(person.id());
  }

  /// The number of people present, other than `person`, with a membership from that address.
  int othersFrom(AddressPrefix address, Person person) {
    int others = 0;
    for (Person other : byId.values()) {
      if (other != person && other.isPresent() && other.addresses().contains(address)) {
        others++;
      }
    }
    return others;
  }

  /// Bars newcomers from `address` until `until`. If there are too many bars, forgets the one that
  /// ends soonest.
  void bar(AddressPrefix address, long until, long now) {
    Map<AddressPrefix, Long> all = new LinkedHashMap<>(barredAddresses);
    all.values().removeIf(end -> end <= now);
    if (all.size() >= MOST_BARRED && !all.containsKey(address)) {
      all.entrySet().stream()
          .min(Map.Entry.comparingByValue())
          .ifPresent(soonest -> all.remove(soonest.getKey()));
    }
    all.merge(address, until, Math::max);
    barredAddresses = all;
  }

  /// Forgets addresses whose bar has ended.
  void endBars(long now) {
    if (!barredAddresses.isEmpty()) {
      barredAddresses.values().removeIf(end -> end <= now);
    }
  }

  /// Until when nobody new may join from that address; 0 if newcomers may.
  long barredUntil(AddressPrefix address, long now) {
    long until = barredAddresses.getOrDefault(address, 0L);
    return now < until ? until : 0;
  }

  /// The memberships through a node.
  List<MembershipId> ofNode(int node) {
    List<MembershipId> found = new ArrayList<>();
    for (MembershipId id : memberships.keySet()) {
      if (id.node() == node) {
        found.add(id);
      }
    }
    return found;
  }

  People copy() {
    People copy = new People();
    for (Person person : byId.values()) {
      copy.byId.put(person.id(), new Person(person));
    }
    for (MembershipState membership : memberships.values()) {
      for (MembershipState copied : copy.copyOf(membership.person()).memberships()) {
        if (copied.id().equals(membership.id())) {
          copy.memberships.put(membership.id(), copied);
        }
      }
    }
    nicks.forEach((key, person) -> copy.nicks.put(key, copy.copyOf(person)));
    copy.guardedNicks = guardedNicks.stream().map(copy::copyOf).toList();
    copy.barredAddresses =
        barredAddresses.isEmpty() ? barredAddresses : new LinkedHashMap<>(barredAddresses);
    copy.present = present;
    copy.leaders = leaders;
    copy.heirs = heirs;
    return copy;
  }

  private Person copyOf(Person person) {
    Person copied = byId.get(person.id());
    if (copied == null) {
      throw new IllegalStateException(person.id() + " is in no roster");
    }
    return copied;
  }
}
