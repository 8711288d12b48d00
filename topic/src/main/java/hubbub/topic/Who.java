package hubbub.topic;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The acting party: a member through one of its memberships, or somebody outside the topic; just
/// one of these two is present. `by` identifies it in events.
record Who(
    @Nullable MembershipState membership, Actor.@Nullable Outside outside, Rank rank, String by) {

  /// The party behind `actor`; empty if its membership is gone.
  static Optional<Who> of(TopicState state, Actor actor, long now) {
    return switch (actor) {
      case Actor.Outside outside ->
          Optional.of(new Who(null, outside, outside.rank(), outside.by()));
      case Actor.Membership(MembershipId id) ->
          Optional.ofNullable(state.people().membership(id)).map(it -> of(it, now));
    };
  }

  private static Who of(MembershipState membership, long now) {
    Person person = membership.person();
    return new Who(membership, null, person.rankAt(now), person.id().value());
  }

  @Nullable Person person() {
    return membership == null ? null : membership.person();
  }

  /// The author of what it says at `now`.
  Event.Author author(long now) {
    Person person = person();
    return person == null
        ? Objects.requireNonNull(outside).author()
        : new Event.Author(
            person.id(), person.nick().value(), person.rankAt(now), person.profile().badges());
  }

  /// Whether that is its own id, or the one by which it speaks.
  boolean is(MemberId id) {
    Person person = person();
    MemberId own = person == null ? Objects.requireNonNull(outside).author().id() : person.id();
    return own.equals(id);
  }

  /// Whether it may act on somebody of that rank: only if its own is higher, or it is an admin.
  boolean outranks(Rank other) {
    return rank.outranks(other);
  }
}
