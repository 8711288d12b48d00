package hubbub.topic;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The acting party: a member through one of its memberships, or the server, which has neither.
/// `by` identifies it in events.
record Who(@Nullable MembershipState membership, Rank rank, String by) {

  /// The party behind `actor`; empty if its membership is gone.
  static Optional<Who> of(TopicState state, Actor actor, long now) {
    return switch (actor) {
      case Actor.Server server -> Optional.of(new Who(null, Rank.ADMIN, server.name()));
      case Actor.Membership(MembershipId id) ->
          Optional.ofNullable(state.people().membership(id)).map(it -> of(it, now));
    };
  }

  private static Who of(MembershipState membership, long now) {
    Person person = membership.person();
    return new Who(membership, person.rankAt(now), person.id().value());
  }

  @Nullable Person person() {
    return membership == null ? null : membership.person();
  }

  boolean is(MemberId id) {
    return membership != null && membership.person().id().equals(id);
  }

  /// Whether it may act on somebody of that rank: only if its own is higher, or it is an admin.
  boolean outranks(Rank other) {
    return rank == Rank.ADMIN || rank.compareTo(other) > 0;
  }
}
