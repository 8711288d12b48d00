package hubbub.topic;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The acting party: a member through one of its memberships, or the server, which has neither.
/// `by` identifies it in events.
record Who(@Nullable MembershipState seat, Rank rank, String by) {

  /// The party behind `actor`; empty if its membership is gone.
  static Optional<Who> of(TopicState state, Actor actor, long now) {
    return switch (actor) {
      case Actor.Server server -> Optional.of(new Who(null, Rank.ADMIN, server.name()));
      case Actor.Membership membership -> {
        MembershipState seat = state.people().seat(membership.id());
        yield seat == null
            ? Optional.empty()
            : Optional.of(new Who(seat, seat.person().rankAt(now), seat.person().id().value()));
      }
    };
  }

  @Nullable Person person() {
    return seat == null ? null : seat.person();
  }

  boolean is(MemberId id) {
    return seat != null && seat.person().id().equals(id);
  }

  /// Whether it may act on somebody of that rank: only if its own is higher, or it is an admin.
  boolean outranks(Rank other) {
    return rank == Rank.ADMIN || rank.compareTo(other) > 0;
  }
}
