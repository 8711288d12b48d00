package hubbub.topic;

import java.util.Optional;
import java.util.OptionalLong;

/// The ranks that a person has in a topic:
///
/// - that of its account, which its id brings along;
/// - a lasting one, which counts in place of the account's, higher or lower, but for an admin's,
///   and for one that whoever gave it did not outrank;
/// - the one granted here;
/// - a temporary one, which counts before `temporaryUntil`.
///
/// Its rank is the highest that counts.
public record PersonRanks(
    Rank account,
    Rank granted,
    Rank temporary,
    long temporaryUntil,
    Optional<LastingRank> lasting) {
  /// A guest's.
  static final PersonRanks NONE =
      new PersonRanks(Rank.GUEST, Rank.GUEST, Rank.GUEST, 0, Optional.empty());

  PersonRanks withAccount(Rank rank) {
    return rank == account
        ? this
        : new PersonRanks(rank, granted, temporary, temporaryUntil, lasting);
  }

  PersonRanks withLasting(Optional<LastingRank> rank) {
    return rank.equals(lasting)
        ? this
        : new PersonRanks(account, granted, temporary, temporaryUntil, rank);
  }

  PersonRanks withGranted(Rank rank) {
    return new PersonRanks(account, rank, temporary, temporaryUntil, lasting);
  }

  private PersonRanks withTemporary(Rank rank, long until) {
    return new PersonRanks(account, granted, rank, until, lasting);
  }

  /// Without what was granted here: what remains is what it has whenever it comes.
  PersonRanks withoutGrants() {
    return NONE.withAccount(account).withLasting(lasting);
  }

  /// Without what has ended by `now`.
  PersonRanks withoutEnded(long now) {
    PersonRanks left = now < temporaryUntil ? this : withTemporary(Rank.GUEST, 0);
    return left.withLasting(lasting.filter(it -> it.isActiveAt(now)));
  }

  /// When the first of them ends; [Deadline#NEVER] if none does.
  long endsAt() {
    long temporaryEnd = temporaryUntil == 0 ? Deadline.NEVER : temporaryUntil;
    OptionalLong lastingEnd = lasting.map(LastingRank::untilAt).orElseGet(OptionalLong::empty);
    return Math.min(temporaryEnd, lastingEnd.orElse(Deadline.NEVER));
  }

  /// The ranks after everybody was told of a change. One that follows from what is known already,
  /// such as an end, changes nothing else. Any other takes the place of what was granted, and of a
  /// lasting rank that is higher.
  PersonRanks after(Event.RankChanged changed, long now) {
    PersonRanks before = withoutEnded(now);
    if (before.isTold(changed, now)) {
      return before;
    }
    PersonRanks kept = before.withoutGrants();
    if (changed.by().isEmpty() && kept.isTold(changed, now)) {
      return kept;
    }
    if (changed.untilAt().isPresent()) {
      return before.withTemporary(changed.rank(), changed.untilAt().getAsLong());
    }
    if (!changed.rank().isAtLeast(kept.at(now))) {
      kept = kept.withLasting(Optional.empty());
    }
    return kept.at(now).isAtLeast(changed.rank()) ? kept : kept.withGranted(changed.rank());
  }

  private boolean isTold(Event.RankChanged changed, long now) {
    return at(now) == changed.rank() && untilAt(now).equals(changed.untilAt());
  }

  /// The rank at `now`.
  Rank at(long now) {
    return withoutEnded(now).told();
  }

  /// When the rank at `now` ends; empty if it has no end.
  OptionalLong untilAt(long now) {
    PersonRanks left = withoutEnded(now);
    Rank rank = left.told();
    if (left.granted.isAtLeast(rank)) {
      return OptionalLong.empty();
    }
    if (left.regular().isAtLeast(rank)) {
      return left.countingLasting().map(LastingRank::untilAt).orElseGet(OptionalLong::empty);
    }
    return OptionalLong.of(temporaryUntil);
  }

  /// The rank at `now` from this topic alone, regardless of the account's.
  Rank hereAt(long now) {
    return withAccount(Rank.GUEST).at(now);
  }

  /// The rank without a temporary one, as of the last event.
  Rank own() {
    return highest(regular(), granted);
  }

  /// The rank as of the last event: what has an end counts until an event ends it.
  Rank told() {
    return highest(temporary, own());
  }

  /// The rank without what was granted here, as of the last event.
  Rank regular() {
    return countingLasting().map(LastingRank::rank).orElse(account);
  }

  /// The lasting rank, if it counts in place of the account's.
  private Optional<LastingRank> countingLasting() {
    return lasting.filter(it -> account != Rank.ADMIN && it.countsFor(account));
  }

  private static Rank highest(Rank one, Rank other) {
    return one.isAtLeast(other) ? one : other;
  }
}
