package hubbub.cluster;

import hubbub.cluster.ToReplica.Entry.Evolved;
import hubbub.topic.Actor;
import hubbub.topic.Change;
import hubbub.topic.Decision;
import hubbub.topic.Event;
import hubbub.topic.MemberId;
import hubbub.topic.MembershipId;
import hubbub.topic.Request;
import hubbub.topic.Topic;
import hubbub.topic.TopicState;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One reign's state, and what is done to it: decide, then evolve. Confined to the owner.
///
/// A decision is applied as a whole, or not at all as far as anybody else can see: what its caller
/// gets to tell to others comes only after all of it was applied.
final class Reign {
  private final long number;
  private final Topic topic;
  private final TopicState state;
  private final TopicClock clock;
  private int standing;
  private boolean wasJoined;

  Reign(long number, Topic topic, TopicState state, TopicClock clock) {
    this.number = number;
    this.topic = topic;
    this.state = state;
    this.clock = clock;
    this.standing = state.memberships().size();
    this.wasJoined = standing > 0 || state.rev() > 0;
  }

  /// What a decision led to, with its changes as applied.
  record Done(Decision decision, List<Evolved> changes) {}

  long number() {
    return number;
  }

  TopicState state() {
    return state;
  }

  /// What the owner's clock shows, milliseconds since 1970 UTC.
  long now() {
    return clock.now();
  }

  /// Decides, and applies what was decided.
  Done decide(Request request) throws Fault {
    long now = clock.now();
    return carryOut(() -> topic.decide(state, request, now), causeOf(request), now);
  }

  private static Change.@Nullable Cause causeOf(Request request) {
    return request.number() > 0 && request.actor() instanceof Actor.Membership who
        ? new Change.Cause(who.id(), request.number())
        : null;
  }

  Done expire() throws Fault {
    long now = clock.now();
    return carryOut(() -> topic.expire(state, now), null, now);
  }

  /// A node is gone with all its memberships.
  Done lose(int from) throws Fault {
    long now = clock.now();
    return carryOut(() -> topic.lose(state, from, now), null, now);
  }

  /// Applies one event of the owner's own.
  List<Evolved> happened(Event event) throws Fault {
    return apply(List.of(event), clock.now(), null);
  }

  private Done carryOut(Supplier<Decision> decide, Change.@Nullable Cause cause, long now)
      throws Fault {
    Decision decision = guarded(false, decide);
    return new Done(decision, apply(decision.events(), now, cause));
  }

  /// An event that can't be encoded is found out before the first one is applied.
  private List<Evolved> apply(List<Event> events, long now, Change.@Nullable Cause cause)
      throws Fault {
    if (events.isEmpty()) {
      return List.of();
    }
    List<Evolved> changes = new ArrayList<>(events.size());
    for (Change change : guarded(false, () -> state.next(events, now, cause))) {
      changes.add(new Evolved(change, guarded(true, () -> state.evolve(change))));
      count(change.event());
    }
    return changes;
  }

  private void count(Event event) {
    if (event instanceof Event.Joined) {
      standing++;
      wasJoined = true;
    } else if (event instanceof Event.Left) {
      standing--;
    } else if (event instanceof Event.NodeLeft) {
      standing = state.memberships().size();
    }
  }

  private static <T> T guarded(boolean isEvolving, Supplier<T> step) throws Fault {
    try {
      return step.get();
    } catch (Throwable bug) {
      throw new Fault(isEvolving, bug);
    }
  }

  /// Whether that membership stands.
  boolean isStanding(MembershipId membership) {
    return state.member(membership).isPresent();
  }

  /// Whether that id is a member, or was lost so short ago that all is kept for it.
  boolean isKnown(MemberId id) {
    return state.isKnown(id, clock.now());
  }

  /// How many memberships stand on a node.
  int membershipsOn(int node) {
    return standing == 0
        ? 0
        : (int) state.memberships().stream().filter(id -> id.node() == node).count();
  }

  /// Whether anybody ever was a member.
  boolean wasJoined() {
    return wasJoined;
  }

  /// Whether the topic has members, or lingers.
  boolean isAlive() {
    return standing > 0 || (wasJoined && !state.isOver() && state.wakeAt().isPresent());
  }

  OptionalLong wakeAt() {
    return state.wakeAt();
  }
}
