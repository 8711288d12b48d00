package hubbub.topic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Everybody in a topic: those present, and those gone but still remembered. Confined to the thread
/// of its [TopicState].
final class People {
  private static final Comparator<MemberId> BY_VALUE = Comparator.comparing(MemberId::value);

  private final TreeMap<MemberId, Person> byId = new TreeMap<>(BY_VALUE);

  /// The most people who are gone for whom a mute or a ban is kept; and the most banned addresses.
  static final int MOST_BANNED = 500;

  private final Map<MembershipId, MembershipState> memberships = new LinkedHashMap<>(2);

  private final Nicks nicks = new Nicks();
  private final AddressBans addressBans = new AddressBans();
  private int present;
  private int leaders;
  private int heirs;

  /// Takes back somebody of an image.
  void restore(TopicImage.Person person) {
    Person restored = new Person(person);
    byId.put(person.id(), restored);
    if (person.holdsNick()) {
      nicks.take(restored);
    }
    nicks.updateGuard(restored);
  }

  /// Takes back a membership of somebody who was taken back before.
  void restore(TopicImage.Membership membership) {
    Person person = byId.get(membership.member());
    if (person != null) {
      MembershipState restored = new MembershipState(membership, person);
      memberships.put(membership.id(), restored);
      change(person, it -> it.restore(restored));
    }
  }

  TopicImage.People image() {
    List<TopicImage.Person> all = new ArrayList<>(byId.size());
    byId.forEach((_, person) -> all.add(person.image()));
    List<TopicImage.Membership> current = new ArrayList<>(memberships.size());
    memberships.forEach((_, membership) -> current.add(membership.image()));
    return new TopicImage.People(all, current, addressBans.image());
  }

  Nicks nicks() {
    return nicks;
  }

  AddressBans addressBans() {
    return addressBans;
  }

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

  /// Everybody after `after` (null: from the start), in the order of ids.
  Iterable<Person> after(@Nullable MemberId after) {
    return after == null ? byId.values() : byId.tailMap(after, false).values();
  }

  Person enter(Event.Joined joined, long at) {
    Person person = byId.computeIfAbsent(joined.member(), id -> new Person(id, joined.nick()));
    if (!person.isPresent()) {
      appear(person, joined.nick(), at);
    }
    person.knownSince(at - joined.presentMillis());
    MembershipState membership =
        new MembershipState(joined.membership(), person, at, joined.from().orElse(null));
    memberships.put(joined.membership(), membership);
    change(person, it -> it.joins(membership, joined, at));
    return person;
  }

  private void appear(Person person, Nick nick, long at) {
    nicks.leave(person);
    person.appears(nick, at);
    nicks.take(person);
  }

  /// Changes the nick of `person`.
  void rename(Person person, Nick nick) {
    nicks.leave(person);
    person.rename(nick);
    nicks.take(person);
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
    nicks.updateGuard(person);
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

  /// If more people who are gone are banned or muted than may be remembered: the one whose ban or
  /// mute ends soonest, but never `newest`.
  Optional<Person> soonestRestricted(Person newest, long now) {
    if (byId.size() - present <= MOST_BANNED) {
      return Optional.empty();
    }
    List<Person> restricted =
        byId.values().stream()
            .filter(person -> !person.isPresent() && person.restrictedUntil() > now)
            .toList();
    return restricted.size() <= MOST_BANNED
        ? Optional.empty()
        : restricted.stream()
            .filter(person -> person != newest)
            .min(Comparator.comparingLong(Person::restrictedUntil));
  }

  void forget(Person person) {
    nicks.release(person);
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

  /// The oldest `most` memberships through a node.
  List<MembershipId> ofNode(int node, int most) {
    List<MembershipId> found = new ArrayList<>();
    for (MembershipId id : memberships.keySet()) {
      if (found.size() == most) {
        return found;
      }
      if (id.node() == node) {
        found.add(id);
      }
    }
    return found;
  }

  /// The number of current memberships.
  int memberships() {
    return memberships.size();
  }
}
