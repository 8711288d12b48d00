package hubbub.topic;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A current membership: which of its numbered commands were carried out, and their outcomes.
final class MembershipState {
  private final MembershipId id;
  private final Person person;
  private final long since;
  private final @Nullable AddressPrefix from;
  private long last;
  private long done;
  private @Nullable RememberedReplies answers;

  MembershipState(MembershipId id, Person person, long since, @Nullable AddressPrefix from) {
    this.id = id;
    this.person = person;
    this.since = since;
    this.from = from;
  }

  MembershipState(TopicImage.Membership image, Person person) {
    this(image.id(), person, image.since(), image.from().orElse(null));
    this.last = image.last();
    this.done = image.done();
    if (!image.replies().isEmpty()) {
      RememberedReplies all = new RememberedReplies();
      image.replies().forEach(reply -> all.put(reply.number(), reply.outcome()));
      this.answers = all;
    }
  }

  TopicImage.Membership image() {
    return new TopicImage.Membership(
        id,
        person.id(),
        since,
        Optional.ofNullable(from),
        last,
        done,
        answers == null ? List.of() : answers.image());
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

  /// The client's address, or the block that counts as it; null if it has none.
  @Nullable AddressPrefix from() {
    return from;
  }

  /// The number of the newest command that was carried out.
  long last() {
    return last;
  }

  /// Whether the `number`th command was carried out. Exact for the newest 64, more than a
  /// membership may have in flight; older ones count as done.
  boolean hasDone(long number) {
    long behind = last - number;
    return number > 0 && behind >= 0 && (behind >= Long.SIZE || (done >>> behind & 1) != 0);
  }

  /// The reply to a command that was carried out and is not a message.
  Outcome outcome(long number) {
    return answers == null ? Outcome.OK : answers.of(number).orElse(Outcome.OK);
  }

  /// Records that the `number`th command was carried out.
  void did(long number) {
    if (number > last) {
      long ahead = number - last;
      done = ahead >= Long.SIZE ? 1 : done << ahead | 1;
      last = number;
    } else if (last - number < Long.SIZE) {
      done |= 1L << (last - number);
    }
  }

  /// Records that the `number`th command was carried out, and its outcome.
  void did(long number, Outcome what) {
    did(number);
    RememberedReplies all = answers;
    if (all == null) {
      all = new RememberedReplies();
      answers = all;
    }
    all.put(number, what);
  }
}
