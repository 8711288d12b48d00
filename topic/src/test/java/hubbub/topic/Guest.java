package hubbub.topic;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A person in a [Room], through one membership.
final class Guest {
  final Room room;
  final MembershipId membership;
  final MemberId id;
  final Nick nick;
  Rank accountRank = Rank.GUEST;
  Optional<AddressPrefix> from = Optional.empty();
  Outcome joined = Outcome.OK;

  Guest(Room room, String name, MembershipId membership) {
    this(room, new MemberId(name), Room.nick(name), membership);
  }

  Guest(Room room, MemberId id, Nick nick, MembershipId membership) {
    this.room = room;
    this.id = id;
    this.nick = nick;
    this.membership = membership;
  }

  Outcome join() {
    return join(Optional.empty());
  }

  Outcome join(Optional<String> password) {
    return does(new Command.Join(id, nick, accountRank, password, from));
  }

  /// Joins through an edge that has known it for so long, and seen it here all that time.
  Outcome comesBack(long presentMillis) {
    return does(
        new Command.Join(
            id,
            nick,
            accountRank,
            Optional.empty(),
            from,
            Profile.NONE,
            Optional.empty(),
            false,
            presentMillis,
            presentMillis));
  }

  Outcome does(Command command) {
    return room.decide(new Actor.Membership(membership), 0, command);
  }

  Outcome does(long number, Command command) {
    return room.decide(new Actor.Membership(membership), number, command);
  }

  Outcome says(String body, String... terms) {
    return does(
        new Command.Send(new Body(body), Optional.empty(), Optional.empty(), List.of(terms)));
  }

  Outcome saysOnce(String body, String nonce) {
    return does(new Command.Send(new Body(body), Optional.of(nonce), Optional.empty(), List.of()));
  }

  /// Says something that a rule of the spam guard wants held.
  Outcome saysHeld(String body) {
    return does(
        new Command.Send(new Body(body), Optional.empty(), Optional.empty(), List.of())
            .heldBy("links"));
  }

  void leaves() {
    does(new Command.Leave(Command.How.LEFT));
  }

  void isLost() {
    does(new Command.Leave(Command.How.LOST));
  }

  /// The same person on a second connection.
  Guest again() {
    return again(nick.value());
  }

  Guest again(String name) {
    return again(name, 1);
  }

  /// The same person on a second connection, to the given node.
  Guest againThrough(int node) {
    return again(nick.value(), node);
  }

  private Guest again(String name, int node) {
    Guest other = new Guest(room, id, Room.nick(name), room.nextMembership(node));
    other.accountRank = accountRank;
    other.from = from;
    other.joined = other.join();
    return other;
  }

  Rank rank() {
    return room.state.standing(id).rank();
  }

  Outcome grants(Guest other, Rank rank) {
    return does(new Command.Grant(other.id, rank, OptionalLong.empty()));
  }

  Outcome grants(Guest other, Rank rank, long ttlMillis) {
    return does(new Command.Grant(other.id, rank, OptionalLong.of(ttlMillis)));
  }

  Outcome mutes(Guest other, long ttlMillis) {
    return does(new Command.Mute(other.id, OptionalLong.of(ttlMillis), Optional.empty()));
  }

  Outcome kicks(Guest other, boolean withMessages) {
    return does(new Command.Kick(other.id, Optional.empty(), OptionalLong.empty(), withMessages));
  }
}
