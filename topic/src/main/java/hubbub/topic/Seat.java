package hubbub.topic;

import java.util.Optional;

/// A standing membership, and which of its numbered commands are done.
final class Seat {
  private final MembershipId id;
  private final Person person;
  private final long since;
  private long last;
  private long done;
  private Outcome outcome = Outcome.OK;

  Seat(MembershipId id, Person person, long since) {
    this.id = id;
    this.person = person;
    this.since = since;
  }

  Seat(Seat other, Person person) {
    this(other.id, person, other.since);
    this.last = other.last;
    this.done = other.done;
    this.outcome = other.outcome;
  }

  MembershipId id() {
    return id;
  }

  Person person() {
    return person;
  }

  /// When it began.
  long since() {
    return since;
  }

  /// The number of the newest command that did something.
  long last() {
    return last;
  }

  /// Whether the `number`th command did something: known of the newest 64, more than a membership
  /// may have under way.
  boolean hasDone(long number) {
    long behind = last - number;
    return number > 0 && behind >= 0 && (behind >= Long.SIZE || (done >>> behind & 1) != 0);
  }

  /// The outcome of the newest command that did something.
  Optional<Outcome> outcome(long number) {
    return number == last ? Optional.of(outcome) : Optional.empty();
  }

  /// The `number`th command did something, with that outcome if it says anything.
  void did(long number, Outcome what) {
    if (number > last) {
      long ahead = number - last;
      done = ahead >= Long.SIZE ? 1 : done << ahead | 1;
      last = number;
      outcome = what;
    } else if (last - number < Long.SIZE) {
      done |= 1L << (last - number);
      if (number == last && !what.equals(Outcome.OK)) {
        outcome = what;
      }
    }
  }
}
