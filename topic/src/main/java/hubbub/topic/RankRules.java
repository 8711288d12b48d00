package hubbub.topic;

import java.util.Optional;
import java.util.OptionalLong;

/// Rules for grant, revoke, mute and unmute.
final class RankRules {
  private RankRules() {}

  /// Grants a rank, permanently or for a while. A temporary rank must be higher than the member's
  /// own rank, and not lower than a temporary one that it has; when it ends, the own rank applies
  /// again.
  static Outcome grant(DecisionBuilder draft, Who who, Command.Grant grant) {
    if (grant.rank() == Rank.ADMIN) {
      return DecisionBuilder.invalid("rank", "guest, member, vip, moderator or owner");
    }
    if (!who.outranks(grant.rank())) {
      return DecisionBuilder.refused(Reason.RANK_TOO_LOW, "min_rank", above(grant.rank()).word());
    }
    Person person = draft.state.people().get(grant.member());
    if (person == null || !person.isKnownAt(draft.now)) {
      return DecisionBuilder.refused(Reason.UNKNOWN_MEMBER);
    }
    if (!who.outranks(person.rankAt(draft.now))) {
      return DecisionBuilder.refused(Reason.OUTRANKED);
    }
    OptionalLong until = ModeRules.untilAt(draft, grant.ttlMillis());
    Rank rank = until.isPresent() ? grant.rank() : highest(person.ranks().account(), grant.rank());
    if (isIdle(person.ranks(), rank, until, draft.now)) {
      return DecisionBuilder.refused(Reason.ALREADY);
    }
    draft.add(new Event.RankChanged(person.id(), rank, until, Optional.of(who.by()), grant.text()));
    return Outcome.OK;
  }

  private static boolean isIdle(PersonRanks ranks, Rank rank, OptionalLong until, long now) {
    return until.isPresent()
        ? ranks.own().isAtLeast(rank)
            || (now < ranks.temporaryUntil() && !rank.isAtLeast(ranks.temporary()))
        : rank == ranks.own() && now >= ranks.temporaryUntil();
  }

  /// Reverts a member to its account's rank, which its id brought along. Members may step down
  /// themselves, except the last owner.
  static Outcome revoke(DecisionBuilder draft, Who who, Command.Revoke revoke) {
    Person person = draft.state.people().get(revoke.member());
    if (person == null || !person.isKnownAt(draft.now)) {
      return DecisionBuilder.refused(Reason.UNKNOWN_MEMBER);
    }
    Rank rank = person.rankAt(draft.now);
    if (!who.is(person.id()) && !who.outranks(rank)) {
      return DecisionBuilder.refused(Reason.OUTRANKED);
    }
    if (who.is(person.id()) && rank == Rank.OWNER && isLastOwner(draft, person)) {
      return DecisionBuilder.refused(Reason.LAST_OWNER);
    }
    if (rank == person.ranks().account()) {
      return DecisionBuilder.refused(Reason.ALREADY);
    }
    draft.add(
        new Event.RankChanged(
            person.id(),
            person.ranks().account(),
            OptionalLong.empty(),
            Optional.of(who.by()),
            revoke.text()));
    return Outcome.OK;
  }

  private static boolean isLastOwner(DecisionBuilder draft, Person owner) {
    for (Person other : draft.state.people().after(null)) {
      if (other != owner
          && other.isKnownAt(draft.now)
          && other.rankAt(draft.now).isAtLeast(Rank.OWNER)) {
        return false;
      }
    }
    return true;
  }

  /// Mutes a member: on all its memberships, and also after it comes back.
  static Outcome mute(DecisionBuilder draft, Who who, Command.Mute mute) {
    Person person = draft.state.people().get(mute.member());
    if (person == null) {
      return DecisionBuilder.refused(Reason.UNKNOWN_MEMBER);
    }
    if (!who.outranks(person.rankAt(draft.now))) {
      return DecisionBuilder.refused(Reason.OUTRANKED);
    }
    OptionalLong until = ModeRules.untilAt(draft, mute.ttlMillis());
    if (person.mute().until() == until.orElse(Deadline.NEVER)) {
      return DecisionBuilder.refused(Reason.ALREADY);
    }
    draft.add(new Event.MemberMuted(person.id(), until, mute.text(), Optional.of(who.by())));
    return Outcome.OK;
  }

  static Outcome unmute(DecisionBuilder draft, Who who, Command.Unmute unmute) {
    Person person = draft.state.people().get(unmute.member());
    if (person == null) {
      return DecisionBuilder.refused(Reason.UNKNOWN_MEMBER);
    }
    if (!who.outranks(person.rankAt(draft.now))) {
      return DecisionBuilder.refused(Reason.OUTRANKED);
    }
    if (!person.mute().isActiveAt(draft.now)) {
      return DecisionBuilder.refused(Reason.ALREADY);
    }
    draft.add(new Event.MemberUnmuted(person.id(), Optional.of(who.by()), unmute.text()));
    return Outcome.OK;
  }

  private static Rank highest(Rank one, Rank other) {
    return one.isAtLeast(other) ? one : other;
  }

  private static Rank above(Rank rank) {
    return switch (rank) {
      case GUEST -> Rank.MEMBER;
      case MEMBER -> Rank.VIP;
      case VIP -> Rank.MODERATOR;
      case MODERATOR -> Rank.OWNER;
      case OWNER, ADMIN -> Rank.ADMIN;
    };
  }
}
