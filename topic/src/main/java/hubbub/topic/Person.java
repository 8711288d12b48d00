package hubbub.topic;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toUnmodifiableList;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An id in a topic: one that is present, or one that is gone but has something to be remembered.
/// Changed by [People] alone.
///
/// Its rank is the highest of three: the *standing* that it brought along, the rank *given* to it
/// here, and one *lent* until a time.
final class Person extends Deadline {
  private final MemberId id;
  Nick nick;
  Rank standing = Rank.GUEST;
  Rank grantedRank = Rank.GUEST;
  Rank temporaryRank = Rank.GUEST;
  long temporaryRankUntil;

  /// 0: it is not muted; [#NEVER]: for good.
  long mutedUntil;

  /// Before this it may not come back.
  long keptOutUntil;

  /// How it came to be muted, and kept out; null if it is not.
  @Nullable Act muting;

  @Nullable Act keepingOut;

  /// What somebody did at a time, and said about it.
  record Act(long at, Optional<String> by, Optional<String> text) {
    private static final Act UNKNOWN = new Act(0, Optional.empty(), Optional.empty());
  }

  /// Begin of its oldest standing membership.
  long onlineAt;

  /// Until when one that is gone keeps nick, rank and grants; 0 for one that is present, or was
  /// kicked.
  long keptUntil;

  /// Until when a gone one's slow-mode clock and nonces matter.
  long rememberedUntil;

  /// Whether it gave up being a moderator by itself, and so is not to follow as one.
  boolean hasSteppedDown;

  /// When it last spoke: said something, took a nick or gave a title; 0: never.
  long spokeAt;

  @Nullable Nonces nonces;

  /// The membership whose assigns are kept for the next one.
  @Nullable MembershipId lastLost;

  /// Where the membership that ended last came from.
  @Nullable AddressPrefix lastFrom;

  /// Oldest first; mostly one, so it is copied when another comes or goes.
  List<MembershipState> seats = List.of();

  Person(MemberId id, Nick nick) {
    this.id = id;
    this.nick = nick;
  }

  Person(Person other) {
    this.id = other.id;
    this.nick = other.nick;
    this.standing = other.standing;
    this.grantedRank = other.grantedRank;
    this.temporaryRank = other.temporaryRank;
    this.temporaryRankUntil = other.temporaryRankUntil;
    this.mutedUntil = other.mutedUntil;
    this.keptOutUntil = other.keptOutUntil;
    this.muting = other.muting;
    this.keepingOut = other.keepingOut;
    this.onlineAt = other.onlineAt;
    this.keptUntil = other.keptUntil;
    this.rememberedUntil = other.rememberedUntil;
    this.hasSteppedDown = other.hasSteppedDown;
    this.spokeAt = other.spokeAt;
    this.nonces = other.nonces == null ? null : other.nonces.copy();
    this.lastLost = other.lastLost;
    this.lastFrom = other.lastFrom;
    this.seats =
        other.seats.stream()
            .map(seat -> new MembershipState(seat, this))
            .collect(toUnmodifiableList());
  }

  MemberId id() {
    return id;
  }

  void sit(MembershipState seat) {
    seats = Stream.concat(seats.stream(), Stream.of(seat)).collect(toUnmodifiableList());
  }

  void rise(MembershipState seat) {
    seats = seats.stream().filter(other -> other != seat).collect(toUnmodifiableList());
  }

  /// What counts as its addresses: of all its memberships, or, if it is gone, of the last.
  Set<AddressPrefix> addresses() {
    Stream<@Nullable AddressPrefix> all =
        isPresent() ? seats.stream().map(MembershipState::from) : Stream.of(lastFrom);
    return all.filter(Objects::nonNull).collect(toCollection(LinkedHashSet::new));
  }

  boolean isPresent() {
    return !seats.isEmpty();
  }

  /// Whether it is here, or went so short ago that all is kept for it.
  boolean isKnownAt(long now) {
    return isPresent() || now < keptUntil;
  }

  /// Whether its nick is guarded against those that look like it.
  boolean isEminentAt(long now) {
    return rankAt(now).isAtLeast(Rank.VIP);
  }

  boolean isMutedAt(long now) {
    return now < mutedUntil;
  }

  boolean isKeptOutAt(long now) {
    return now < keptOutUntil;
  }

  /// Its mute, if it is muted.
  Sanction mute() {
    return sanction(Reason.MUTED, muting, mutedUntil);
  }

  /// That it may not come back, if so.
  Sanction ban() {
    return sanction(Reason.KICKED, keepingOut, keptOutUntil);
  }

  private Sanction sanction(Reason reason, @Nullable Act told, long until) {
    Act act = told == null ? Act.UNKNOWN : told;
    OptionalLong untilAt = until == NEVER ? OptionalLong.empty() : OptionalLong.of(until);
    return new Sanction(id, nick.value(), reason, act.at(), untilAt, act.by(), act.text());
  }

  /// What keeps it from speaking, as far as that is its own.
  Standing standingAt(long now) {
    return new Standing(rankAt(now), isMutedAt(now) ? mutedUntil : 0, spokeAt);
  }

  /// Its rank; of one that is gone for longer than its rank is kept, `GUEST`.
  Rank rankAt(long now) {
    if (!isKnownAt(now)) {
      return Rank.GUEST;
    }
    Rank here = rankHereAt(now);
    return standing.isAtLeast(here) ? standing : here;
  }

  /// The rank that it has by this topic alone, whatever it brought along.
  Rank rankHereAt(long now) {
    return now < temporaryRankUntil && temporaryRank.isAtLeast(grantedRank)
        ? temporaryRank
        : grantedRank;
  }

  /// Its rank but for what is lent.
  Rank ownRank() {
    return standing.isAtLeast(grantedRank) ? standing : grantedRank;
  }

  /// Its rank as far as events have told.
  Rank toldRank() {
    Rank own = ownRank();
    return temporaryRank.isAtLeast(own) ? temporaryRank : own;
  }

  /// Whether it is a moderator, or above, and present.
  boolean isLeader() {
    return isPresent() && toldRank().isAtLeast(Rank.MODERATOR);
  }

  /// Whether it may follow the last moderator.
  boolean isHeir() {
    return isPresent() && !hasSteppedDown;
  }

  Member member() {
    return new Member(id, nick.value(), toldRank(), onlineAt);
  }

  Member memberAt(long now) {
    return new Member(id, nick.value(), rankAt(now), onlineAt);
  }

  /// The first reply to that nonce, while it counts.
  Optional<Outcome.Sent> sent(String nonce, long now) {
    return nonces == null ? Optional.empty() : nonces.find(nonce, now);
  }

  /// Its newest membership beside those that end, which takes over what they leave behind.
  Optional<MembershipId> heirBeside(Set<MembershipId> ending) {
    return seats.reversed().stream()
        .map(MembershipState::id)
        .filter(id -> !ending.contains(id))
        .findFirst();
  }

  @Override
  long dueAt() {
    if (isPresent()) {
      return Math.min(ending(temporaryRankUntil), ending(mutedUntil));
    }
    return keptUntil == 0 ? forgottenAt() : keptUntil;
  }

  private static long ending(long until) {
    return until == 0 ? NEVER : until;
  }

  /// From when nothing of a gone one matters any more.
  long forgottenAt() {
    return Math.max(Math.max(keptUntil, rememberedUntil), barredUntil());
  }

  /// Until when it may not speak, or not come back.
  long barredUntil() {
    return Math.max(mutedUntil, keptOutUntil);
  }

  void endBars() {
    endMute();
    endKeepingOut();
  }

  void endMute() {
    mutedUntil = 0;
    muting = null;
  }

  void endKeepingOut() {
    keptOutUntil = 0;
    keepingOut = null;
  }

  void loseRanks() {
    grantedRank = Rank.GUEST;
    hasSteppedDown = false;
    endTemporaryRank();
  }

  void endTemporaryRank() {
    temporaryRank = Rank.GUEST;
    temporaryRankUntil = 0;
  }
}
