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

/// A person in a topic: present, or gone but still remembered. Changed by [People] and [Evolution]
/// only.
///
/// Its rank is the highest of three: the *standing* that its id brought along, the rank *granted*
/// here, and a *temporary* one.
final class Person implements Deadline {
  private final MemberId id;
  Nick nick;
  Rank standing = Rank.GUEST;
  Rank grantedRank = Rank.GUEST;
  Rank temporaryRank = Rank.GUEST;
  long temporaryRankUntil;

  /// 0: not muted; [#NEVER]: permanently.
  long mutedUntil;

  /// It may not come back before this time; 0: it may.
  long keptOutUntil;

  /// The act behind its mute, and behind its bar; null if there is none.
  @Nullable Act muting;

  @Nullable Act keepingOut;

  /// A moderator's act: when, by whom, and their explanation.
  record Act(long at, Optional<String> by, Optional<String> text) {
    private static final Act UNKNOWN = new Act(0, Optional.empty(), Optional.empty());
  }

  /// When its oldest current membership began.
  long onlineAt;

  /// Until when nick, ranks and assigns are kept for somebody who is gone; 0 if present or kicked.
  long keptUntil;

  /// Until when the slow-mode clock and nonces of somebody who is gone matter.
  long rememberedUntil;

  /// Whether it gave up being a moderator, and so may not succeed one.
  boolean hasSteppedDown;

  /// When it last spoke: sent a message, or set a nick or title; 0: never.
  long spokeAt;

  @Nullable Nonces nonces;

  /// The lost membership whose assigns are kept for the next one.
  @Nullable MembershipId lastLost;

  /// The address of the membership that ended last.
  @Nullable AddressPrefix lastFrom;

  /// Current memberships, oldest first. Mostly one, so the list is copied on change.
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

  /// The addresses of all its memberships or, if it is gone, of the one that ended last.
  Set<AddressPrefix> addresses() {
    Stream<@Nullable AddressPrefix> all =
        isPresent() ? seats.stream().map(MembershipState::from) : Stream.of(lastFrom);
    return all.filter(Objects::nonNull).collect(toCollection(LinkedHashSet::new));
  }

  boolean isPresent() {
    return !seats.isEmpty();
  }

  /// Whether it is present, or was a moment ago, so that everything is kept for it.
  boolean isKnownAt(long now) {
    return isPresent() || now < keptUntil;
  }

  /// Whether its nick is protected against lookalikes.
  boolean isNickGuardedAt(long now) {
    return rankAt(now).isAtLeast(Rank.VIP);
  }

  boolean isMutedAt(long now) {
    return now < mutedUntil;
  }

  boolean isKeptOutAt(long now) {
    return now < keptOutUntil;
  }

  /// Its mute; call only if it is muted.
  Sanction mute() {
    return sanction(Reason.MUTED, muting, mutedUntil);
  }

  /// Its bar; call only if it may not come back.
  Sanction ban() {
    return sanction(Reason.KICKED, keepingOut, keptOutUntil);
  }

  private Sanction sanction(Reason reason, @Nullable Act told, long until) {
    Act act = told == null ? Act.UNKNOWN : told;
    OptionalLong untilAt = until == NEVER ? OptionalLong.empty() : OptionalLong.of(until);
    return new Sanction(id, nick.value(), reason, act.at(), untilAt, act.by(), act.text());
  }

  /// What an edge needs to judge whether it may speak, apart from the topic's modes.
  Standing standingAt(long now) {
    return new Standing(rankAt(now), isMutedAt(now) ? mutedUntil : 0, spokeAt);
  }

  /// Its rank; `GUEST` once it has been gone for longer than its rank is kept.
  Rank rankAt(long now) {
    if (!isKnownAt(now)) {
      return Rank.GUEST;
    }
    Rank here = rankHereAt(now);
    return standing.isAtLeast(here) ? standing : here;
  }

  /// Its rank from this topic alone, regardless of its standing.
  Rank rankHereAt(long now) {
    return now < temporaryRankUntil && temporaryRank.isAtLeast(grantedRank)
        ? temporaryRank
        : grantedRank;
  }

  /// Its rank without a temporary one.
  Rank ownRank() {
    return standing.isAtLeast(grantedRank) ? standing : grantedRank;
  }

  /// Its rank as of the last event: a temporary rank counts until an event ends it.
  Rank toldRank() {
    Rank own = ownRank();
    return temporaryRank.isAtLeast(own) ? temporaryRank : own;
  }

  /// Whether it is present, and a moderator or higher.
  boolean isLeader() {
    return isPresent() && toldRank().isAtLeast(Rank.MODERATOR);
  }

  /// Whether it may succeed the last moderator.
  boolean isHeir() {
    return isPresent() && !hasSteppedDown;
  }

  Member member() {
    return new Member(id, nick.value(), toldRank(), onlineAt);
  }

  Member memberAt(long now) {
    return new Member(id, nick.value(), rankAt(now), onlineAt);
  }

  /// The reply to the message with that nonce, until the nonce expires.
  Optional<Outcome.Sent> sent(String nonce, long now) {
    return nonces == null ? Optional.empty() : nonces.find(nonce, now);
  }

  @Override
  public long dueAt() {
    if (isPresent()) {
      return Math.min(ending(temporaryRankUntil), ending(mutedUntil));
    }
    return keptUntil == 0 ? forgottenAt() : keptUntil;
  }

  private static long ending(long until) {
    return until == 0 ? NEVER : until;
  }

  /// When somebody who is gone can be forgotten entirely.
  long forgottenAt() {
    return Math.max(Math.max(keptUntil, rememberedUntil), barredUntil());
  }

  /// Until when a mute or bar applies.
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
