package hubbub.topic;

import java.util.Optional;
import java.util.OptionalLong;

/// Rules for grant, revoke, mute and unmute.
final class RankRules {
  private RankRules() {}

  /// Grants a rank, permanently or for a while. A temporary rank must be higher than the member's
  /// own rank, and not lower than a temporary one that it has; when it ends, the own rank applies
  /// again.
  static Outcome grant(
      DecisionBuilder decision, Who who, Command.Grant grant, StoredStanding stored) {
    if (grant.rank() == Rank.ADMIN) {
      return Outcome.invalid("rank", "guest, member, vip, moderator or owner");
    }
    if (!who.outranks(grant.rank())) {
      return Outcome.refused(Reason.RANK_TOO_LOW, "min_rank", above(grant.rank()).word());
    }
    if (grant.lasting()) {
      return AffiliationRules.grant(decision, who, grant, stored);
    }
    Person person = decision.state.people().get(grant.member());
    if (person == null || !person.isKnownAt(decision.now)) {
      return Outcome.refused(Reason.UNKNOWN_MEMBER);
    }
    if (!who.outranks(person.rankAt(decision.now))) {
      return Outcome.refused(Reason.OUTRANKED);
    }
    OptionalLong until = ModeRules.untilAt(decision, grant.ttlMillis());
    Rank rank = until.isPresent() ? grant.rank() : highest(person.ranks().regular(), grant.rank());
    if (isIdle(person.ranks(), rank, until, decision.now)) {
      return Outcome.refused(Reason.ALREADY);
    }
    decision.add(
        new Event.RankChanged(person.id(), rank, until, Optional.of(who.by()), grant.text()));
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
  static Outcome revoke(
      DecisionBuilder decision, Who who, Command.Revoke revoke, StoredStanding stored) {
    if (stored.rankAt(decision.now).isPresent()) {
      return AffiliationRules.demote(decision, who, revoke.member(), stored);
    }
    Person person = decision.state.people().get(revoke.member());
    if (person == null || !person.isKnownAt(decision.now)) {
      return Outcome.refused(Reason.UNKNOWN_MEMBER);
    }
    Rank rank = person.rankAt(decision.now);
    if ((!who.is(person.id()) && !who.outranks(rank)) || wouldRaise(decision, who, person)) {
      return Outcome.refused(Reason.OUTRANKED);
    }
    if (who.is(person.id()) && isLastOwner(decision, person.id())) {
      return Outcome.refused(Reason.LAST_OWNER);
    }
    if (rank == person.ranks().account()) {
      return Outcome.refused(Reason.ALREADY);
    }
    decision.add(
        new Event.RankChanged(
            person.id(),
            person.ranks().account(),
            OptionalLong.empty(),
            Optional.of(who.by()),
            revoke.text()));
    return Outcome.OK;
  }

  /// Whether somebody whom a lasting rank keeps below their account's would get that one back from
  /// `who`, who may not give it.
  static boolean wouldRaise(DecisionBuilder decision, Who who, Person person) {
    Rank account = person.ranks().account();
    return !person.rankAt(decision.now).isAtLeast(account) && !who.outranks(account);
  }

  /// Changes the rank that a member brings along. What was granted here stays, and so does a
  /// lasting rank.
  static Outcome changeAccount(DecisionBuilder decision, MembershipId id, Rank rank) {
    MembershipState membership = decision.state.people().membership(id);
    if (membership == null) {
      return Outcome.refused(Reason.UNMATCHED_TOPIC);
    }
    Person person = membership.person();
    PersonRanks before = person.ranks();
    if (before.account() == rank) {
      return Outcome.OK;
    }
    decision.add(new Event.AccountRankChanged(person.id(), rank));
    PersonRanks after = before.withAccount(rank);
    if (after.at(decision.now) != before.at(decision.now)) {
      decision.add(
          new Event.RankChanged(
              person.id(),
              after.at(decision.now),
              after.untilAt(decision.now),
              Optional.empty(),
              Optional.empty()));
    }
    return Outcome.OK;
  }

  /// Whether that one is an owner, and nobody else who is here is one for good.
  static boolean isLastOwner(DecisionBuilder decision, MemberId id) {
    boolean isOwner = false;
    for (Person person : decision.state.people().after(null)) {
      if (person.isKnownAt(decision.now) && person.rankAt(decision.now).isAtLeast(Rank.OWNER)) {
        if (person.id().equals(id)) {
          isOwner = person.rankAt(decision.now) == Rank.OWNER;
        } else if (person.ranks().untilAt(decision.now).isEmpty()) {
          return false;
        }
      }
    }
    return isOwner;
  }

  /// Mutes a member: on all its memberships, and also after it comes back. The spam guard shortens
  /// no mute.
  static Outcome mute(DecisionBuilder decision, Who who, Command.Mute mute) {
    Person person = decision.state.people().get(mute.member());
    if (person == null) {
      return Outcome.refused(Reason.UNKNOWN_MEMBER);
    }
    if (!who.outranks(person.rankAt(decision.now))) {
      return Outcome.refused(Reason.OUTRANKED);
    }
    OptionalLong until = ModeRules.untilAt(decision, mute.ttlMillis());
    long end = until.orElse(Deadline.NEVER);
    boolean isSooner = who.outside() instanceof Actor.Guard && end < person.mute().until();
    if (person.mute().until() == end || isSooner) {
      return Outcome.refused(Reason.ALREADY);
    }
    decision.add(new Event.MemberMuted(person.id(), until, mute.text(), Optional.of(who.by())));
    return Outcome.OK;
  }

  static Outcome unmute(DecisionBuilder decision, Who who, Command.Unmute unmute) {
    Person person = decision.state.people().get(unmute.member());
    if (person == null) {
      return Outcome.refused(Reason.UNKNOWN_MEMBER);
    }
    if (!who.outranks(person.rankAt(decision.now))) {
      return Outcome.refused(Reason.OUTRANKED);
    }
    if (!person.mute().isActiveAt(decision.now)) {
      return Outcome.refused(Reason.ALREADY);
    }
    decision.add(new Event.MemberUnmuted(person.id(), Optional.of(who.by()), unmute.text()));
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
