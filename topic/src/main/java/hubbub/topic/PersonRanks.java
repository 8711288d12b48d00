package hubbub.topic;

/// The ranks that a person has in a topic: that of its account, which its id brings along; the one
/// granted here; and a temporary one, which counts before `temporaryUntil`. Its rank is the
/// highest.
public record PersonRanks(Rank account, Rank granted, Rank temporary, long temporaryUntil) {
  /// A guest's.
  static final PersonRanks NONE = new PersonRanks(Rank.GUEST, Rank.GUEST, Rank.GUEST, 0);

  PersonRanks withAccount(Rank rank) {
    return rank == account ? this : new PersonRanks(rank, granted, temporary, temporaryUntil);
  }

  PersonRanks withGranted(Rank rank) {
    return new PersonRanks(account, rank, temporary, temporaryUntil);
  }

  PersonRanks withTemporary(Rank rank, long until) {
    return new PersonRanks(account, granted, rank, until);
  }

  PersonRanks withoutTemporary() {
    return temporaryUntil == 0 ? this : withTemporary(Rank.GUEST, 0);
  }

  /// The account's rank alone.
  PersonRanks accountOnly() {
    return NONE.withAccount(account);
  }

  /// The rank at `now`.
  Rank at(long now) {
    return highest(account, hereAt(now));
  }

  /// The rank from this topic alone, regardless of the account's.
  Rank hereAt(long now) {
    return now < temporaryUntil ? highest(temporary, granted) : granted;
  }

  /// The rank without a temporary one.
  Rank own() {
    return highest(account, granted);
  }

  /// The rank as of the last event: a temporary rank counts until an event ends it.
  Rank told() {
    return highest(temporary, own());
  }

  private static Rank highest(Rank one, Rank other) {
    return one.isAtLeast(other) ? one : other;
  }
}
