package hubbub.topic;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The guest that somebody who joins was until they signed in, if they were here as one a moment
/// ago. It is one person: so the guest's memberships end, and its nick, rank and mute pass on.
/// Lives for one decision.
final class FormerGuest {
  private final DecisionBuilder decision;
  private final MemberId heir;
  private final @Nullable Person guest;

  private FormerGuest(DecisionBuilder decision, MemberId heir, @Nullable Person guest) {
    this.decision = decision;
    this.heir = heir;
    this.guest = guest;
  }

  /// The one whose place `join` takes.
  static FormerGuest of(DecisionBuilder decision, Command.Join join) {
    return new FormerGuest(
        decision,
        join.member(),
        join.formerly()
            .filter(id -> !id.equals(join.member()))
            .map(decision.state.people()::get)
            .filter(person -> person.isKnownAt(decision.now))
            .orElse(null));
  }

  boolean isHere() {
    return guest != null;
  }

  Optional<MemberId> id() {
    return Optional.ofNullable(guest).map(Person::id);
  }

  /// Whether it is the guest who has that nick.
  boolean holds(Nick nick) {
    return guest != null
        && guest.equals(decision.state.people().nicks().holder(nick, heir, decision.now));
  }

  /// `own`, or the rank that the guest has here, if that is higher.
  Rank higher(Rank own) {
    Rank its = guest == null ? Rank.GUEST : guest.ranks().hereAt(decision.now);
    return own.isAtLeast(its) ? own : its;
  }

  /// Ends the guest's memberships.
  void leave() {
    if (guest != null) {
      for (MembershipState membership : guest.memberships()) {
        decision.add(new Event.Left(membership.id(), new Ending.Replaced()));
      }
    }
  }

  /// Gives the heir, whose rank is `own`, the guest's rank if that is higher, its mute, and what it
  /// must acknowledge.
  void bequeath(Rank own) {
    if (guest == null) {
      return;
    }
    Rank rank = higher(own);
    if (rank != own) {
      OptionalLong until = guest.ranks().untilAt(decision.now);
      decision.add(new Event.RankChanged(heir, rank, until, Optional.empty(), Optional.empty()));
    }
    guest.warning().ifPresent(warning -> decision.add(new Event.Warned(heir, warning, true)));
    Person known = decision.state.people().get(heir);
    Restriction mute = guest.mute();
    if (mute.isActiveAt(decision.now) && (known == null || known.mute().until() < mute.until())) {
      OptionalLong until =
          mute.until() == Deadline.NEVER ? OptionalLong.empty() : OptionalLong.of(mute.until());
      decision.add(new Event.MemberMuted(heir, until, mute.text(), mute.by()));
    }
  }
}
