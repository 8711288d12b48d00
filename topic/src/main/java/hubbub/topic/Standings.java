package hubbub.topic;

import java.util.Optional;
import java.util.OptionalLong;

/// What one member may do to another's standing: grant, revoke, mute, unmute.
final class Standings {
  private Standings() {}

  /// Gives a rank, for good or for a while. One given for a while only ever raises, also above
  /// another such; when it ends, what the member had for good holds again.
  static Outcome grant(Draft draft, Who who, Command.Grant grant) {
    if (grant.rank() == Rank.ADMIN) {
      return Draft.invalid("rank", "guest, member, vip, moderator or owner");
    }
    if (!who.outranks(grant.rank())) {
      return Draft.refused(Reason.RANK_TOO_LOW, "min_rank", above(grant.rank()).word());
    }
    Person person = draft.state.people().get(grant.member());
    if (person == null || !person.isKnownAt(draft.now)) {
      return Draft.refused(Reason.UNKNOWN_MEMBER);
    }
    if (!who.outranks(person.rankAt(draft.now))) {
      return Draft.refused(Reason.OUTRANKED);
    }
    OptionalLong until = Ruling.untilAt(draft, grant.ttlMillis());
    Rank rank = until.isPresent() ? grant.rank() : highest(person.standing, grant.rank());
    if (isIdle(person, rank, until, draft.now)) {
      return Draft.refused(Reason.ALREADY);
    }
    draft.add(new Event.RankChanged(person.id(), rank, until, Optional.of(who.by()), grant.text()));
    return Outcome.OK;
  }

  private static boolean isIdle(Person person, Rank rank, OptionalLong until, long now) {
    return until.isPresent()
        ? person.ownRank().isAtLeast(rank)
            || (now < person.lentUntil && !rank.isAtLeast(person.lent))
        : rank == person.ownRank() && now >= person.lentUntil;
  }

  /// Takes away what was granted: the member is again what it brought along. Whoever stands high
  /// enough may step down, but for the last owner.
  static Outcome revoke(Draft draft, Who who, Command.Revoke revoke) {
    Person person = draft.state.people().get(revoke.member());
    if (person == null || !person.isKnownAt(draft.now)) {
      return Draft.refused(Reason.UNKNOWN_MEMBER);
    }
    Rank rank = person.rankAt(draft.now);
    if (!who.is(person.id()) && !who.outranks(rank)) {
      return Draft.refused(Reason.OUTRANKED);
    }
    if (who.is(person.id()) && rank == Rank.OWNER && isLastOwner(draft, person)) {
      return Draft.refused(Reason.LAST_OWNER);
    }
    if (rank == person.standing) {
      return Draft.refused(Reason.ALREADY);
    }
    draft.add(
        new Event.RankChanged(
            person.id(),
            person.standing,
            OptionalLong.empty(),
            Optional.of(who.by()),
            revoke.text()));
    return Outcome.OK;
  }

  private static boolean isLastOwner(Draft draft, Person owner) {
    for (Person other : draft.state.people().after(null)) {
      if (other != owner
          && other.isKnownAt(draft.now)
          && other.rankAt(draft.now).isAtLeast(Rank.OWNER)) {
        return false;
      }
    }
    return true;
  }

  /// Keeps a member from speaking, on all its memberships and when it comes back.
  static Outcome mute(Draft draft, Who who, Command.Mute mute) {
    Person person = draft.state.people().get(mute.member());
    if (person == null) {
      return Draft.refused(Reason.UNKNOWN_MEMBER);
    }
    if (!who.outranks(person.rankAt(draft.now))) {
      return Draft.refused(Reason.OUTRANKED);
    }
    OptionalLong until = Ruling.untilAt(draft, mute.ttlMillis());
    if (person.mutedUntil == until.orElse(Deadline.NEVER)) {
      return Draft.refused(Reason.ALREADY);
    }
    draft.add(new Event.MemberMuted(person.id(), until, mute.text(), Optional.of(who.by())));
    return Outcome.OK;
  }

  static Outcome unmute(Draft draft, Who who, Command.Unmute unmute) {
    Person person = draft.state.people().get(unmute.member());
    if (person == null) {
      return Draft.refused(Reason.UNKNOWN_MEMBER);
    }
    if (!who.outranks(person.rankAt(draft.now))) {
      return Draft.refused(Reason.OUTRANKED);
    }
    if (!person.isMutedAt(draft.now)) {
      return Draft.refused(Reason.ALREADY);
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
