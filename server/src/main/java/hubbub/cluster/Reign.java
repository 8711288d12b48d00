package hubbub.cluster;

import static java.util.stream.Collectors.toUnmodifiableSet;

import hubbub.cluster.Decided.Evolved;
import hubbub.topic.Change;
import hubbub.topic.Decision;
import hubbub.topic.Epoch;
import hubbub.topic.Event;
import hubbub.topic.MemberId;
import hubbub.topic.MembershipId;
import hubbub.topic.Outcome;
import hubbub.topic.Registration;
import hubbub.topic.Request;
import hubbub.topic.StoredStanding;
import hubbub.topic.TopicName;
import hubbub.topic.TopicRules;
import hubbub.topic.TopicState;
import hubbub.topic.port.Feed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The state of one reign, and the operations on it: decide, then evolve. Confined to the owner.
///
/// A decision is applied as a whole before anybody is told of it. If it can't be, nobody is told.
final class Reign {
  private static final int EPOCH_RADIX = 36;

  private final Epoch epoch;
  private final TopicRules topic;
  private final TopicState state;
  private final TopicClock clock;
  private int joinedCount;
  private boolean wasBorn;

  /// Whether everybody was cut off by a restart, or with their nodes, and nobody has come since.
  private boolean isDeserted;

  /// Until when those who were cut off are expected back.
  private long expectedUntil;

  /// As the store had it when it was read last.
  private Optional<Registration> registration = Optional.empty();

  private Reign(Epoch epoch, TopicRules topic, TopicState state, TopicClock clock) {
    this.epoch = epoch;
    this.topic = topic;
    this.state = state;
    this.clock = clock;
    this.joinedCount = state.membershipCount();
    this.wasBorn = joinedCount > 0 || state.rev() > 0;
  }

  /// Begins a new reign of the topic `name`: it goes on from `seed`, or starts as it was
  /// registered, and is born `notBefore` that time.
  static Reign begin(
      Node node,
      TopicName name,
      Optional<Follower.Seed> seed,
      Optional<Registration> registration,
      long notBefore) {
    TopicClock clock = new TopicClock(node.time(), seed.map(Follower.Seed::at).orElse(0L));
    Epoch epoch = new Epoch(Long.toUnsignedString(node.time().chance().nextLong(), EPOCH_RADIX));
    TopicState state =
        seed.map(Follower.Seed::state)
            .orElseGet(() ->
                TopicState.born(
                    name,
                    epoch,
                    node.settingsOf(name),
                    node.encoding(),
                    Math.max(clock.now(), notBefore),
                    registration));
    Reign begun = new Reign(epoch, node.rulesOf(name), state, clock);
    begun.registration = registration;
    begun.isDeserted =
        begun.joinedCount > 0 && seed.filter(it -> it.isInhabited(node.quorum())).isEmpty();
    begun.expectedUntil = clock.now() + node.settingsOf(name).lingerMillis();
    return begun;
  }

  /// A decision, and its changes as applied.
  record Done(Decision decision, List<Evolved> changes) {}

  TopicState state() {
    return state;
  }

  /// The owner's time, milliseconds since 1970 UTC.
  long now() {
    return clock.now();
  }

  /// When the topic was born.
  long bornAt() {
    return state.snapshot().bornAt();
  }

  /// The topic as it is now, with the told `frames` of its log.
  SavedTopic saved(List<Feed.Frame> frames) {
    long now = clock.now();
    return new SavedTopic(state.image(), now, clock.machineAt(now), frames);
  }

  /// Whether the state has this reign's epoch; a state from an earlier reign does not have it yet.
  boolean isProclaimed() {
    return state.snapshot().epoch().equals(epoch);
  }

  /// Gives the state this reign's epoch.
  List<Evolved> proclaim() throws OwnerBug {
    return apply(List.of(new Event.Reigned(epoch)), clock.now(), null);
  }

  /// The nodes that hold no memberships any more: those that are not `here`.
  Set<Integer> goneNodes(Predicate<Integer> here) {
    return state.memberships().stream()
        .map(MembershipId::node)
        .filter(node -> !here.test(node))
        .collect(toUnmodifiableSet());
  }

  /// Whether everybody was cut off, and is still expected back.
  boolean isDeserted() {
    return isDeserted && clock.now() < expectedUntil;
  }

  /// Decides a request, and applies what was decided, unless something must be written first.
  Done decide(Request request) throws OwnerBug {
    long now = clock.now();
    Decision decision = guarded(false, () -> topic.decide(state, request, now));
    return decision.lasting().isPresent()
        ? new Done(decision, List.of())
        : new Done(decision, apply(decision.events(), now, request.cause().orElse(null)));
  }

  /// Carries out what was decided for `request`, now that the store has it.
  Done enact(Decision decided, long version, Request request) throws OwnerBug {
    Decision.Lasting lasting = decided.lasting().orElseThrow();
    long now = clock.now();
    List<Event> events = new ArrayList<>(decided.events());
    events.addAll(guarded(false, () -> topic.enact(state, lasting, version, now)).events());
    return new Done(
        new Decision(decided.outcome(), events, decided.late(), Optional.empty()),
        apply(events, now, request.cause().orElse(null)));
  }

  /// Whether the store had another version when the reign began: there may be more than the topic
  /// knows.
  boolean isBehind() {
    return !edition(state.registration()).equals(edition(registration));
  }

  /// A version says nothing beyond one registration.
  private static List<Long> edition(Optional<Registration> registration) {
    return registration.map(it -> List.of(it.registeredAt(), it.version())).orElse(List.of());
  }

  /// Takes over the settings that the store had when the reign began.
  Done reconcile() throws OwnerBug {
    return reconcile(registration);
  }

  /// Takes over the settings that the store has now.
  Done reconcile(Optional<Registration> stored) throws OwnerBug {
    registration = stored;
    long now = clock.now();
    return carryOut(() -> topic.reconcile(state, stored, now), null, now);
  }

  /// Takes over what the store has of some people now.
  Done reconcile(Map<MemberId, StoredStanding> stored) throws OwnerBug {
    long now = clock.now();
    return carryOut(() -> topic.reconcile(state, stored, now), null, now);
  }

  /// Removes somebody whose account has another rank by now, if a ban applies to them that this
  /// topic, which is not registered, remembers.
  Done removeIfBanned(MemberId member) throws OwnerBug {
    long now = clock.now();
    return carryOut(() -> topic.removeIfBanned(state, member, now), null, now);
  }

  /// The topic knows all that it had not known of the store's last version.
  Done reconciled() throws OwnerBug {
    List<Event> events =
        isBehind() ? List.of(new Event.RegistrationChanged(registration)) : List.of();
    return new Done(
        new Decision(Outcome.OK, events, List.of(), Optional.empty()),
        apply(events, clock.now(), null));
  }

  /// The next people who are here, or were a moment ago, after `after` (null: the first).
  List<MemberId> known(@Nullable MemberId after, int most) {
    return TopicRules.known(state, after, most, clock.now());
  }

  /// The registered topic's version; 0 if it is not registered.
  long version() {
    return state.registration().map(Registration::version).orElse(0L);
  }

  /// Expires whatever is due.
  Done expire() throws OwnerBug {
    long now = clock.now();
    return carryOut(() -> topic.expire(state, now), null, now);
  }

  /// Ends a topic that nobody is in, before it has lingered for long enough.
  Done end() throws OwnerBug {
    long now = clock.now();
    return carryOut(() -> topic.end(state, now), null, now);
  }

  /// Ends the oldest `most` memberships of a node.
  Done lose(int node, int most) throws OwnerBug {
    long now = clock.now();
    return carryOut(() -> topic.lose(state, node, most, now), null, now);
  }

  /// Whether there are memberships of a node.
  boolean hasMembershipsOf(int node) {
    return state.hasMembershipsOf(node);
  }

  /// Erases a member for good.
  Done erase(MemberId member, String pseudonym) throws OwnerBug {
    long now = clock.now();
    return carryOut(() -> topic.erase(state, member, pseudonym, now), null, now);
  }

  private Done carryOut(Supplier<Decision> decide, Change.@Nullable Cause cause, long now)
      throws OwnerBug {
    Decision decision = guarded(false, decide);
    return new Done(decision, apply(decision.events(), now, cause));
  }

  /// Encodes all events before applying the first, so that one that can't be encoded changes
  /// nothing.
  private List<Evolved> apply(List<Event> events, long now, Change.@Nullable Cause cause)
      throws OwnerBug {
    if (events.isEmpty()) {
      return List.of();
    }
    List<Evolved> changes = new ArrayList<>(events.size());
    for (Change change : guarded(false, () -> state.next(events, now, cause))) {
      changes.add(new Evolved(change, guarded(true, () -> topic.evolve(state, change))));
      count(change.event());
    }
    return changes;
  }

  private void count(Event event) {
    if (event instanceof Event.Joined) {
      joinedCount++;
      wasBorn = true;
      isDeserted = false;
    } else if (event instanceof Event.Message) {
      wasBorn = true;
    } else if (event instanceof Event.Left) {
      joinedCount--;
    } else if (event instanceof Event.NodeLeft) {
      joinedCount = state.membershipCount();
    }
  }

  private static <T> T guarded(boolean isEvolving, Supplier<T> step) throws OwnerBug {
    try {
      return step.get();
    } catch (Throwable bug) {
      throw new OwnerBug(isEvolving, bug);
    }
  }

  /// Tells the kind's extension which of its values a change removed.
  ///
  /// @return what it threw, which changes nothing
  List<Throwable> tellRemoved(Evolved change) {
    return topic.tellRemoved(change.effects());
  }

  /// Whether `membership` is in the state.
  boolean has(MembershipId membership) {
    return state.member(membership).isPresent();
  }

  /// Whether `id` is a member, or was lost so recently that everything is kept for it.
  boolean isKnown(MemberId id) {
    return state.isKnown(id, clock.now());
  }

  /// Whether anybody ever joined, or a program brought the topic to life by a message.
  boolean wasBorn() {
    return wasBorn;
  }

  /// Whether the topic has members, or lingers.
  boolean isAlive() {
    return joinedCount > 0 || (wasBorn && !state.isOver() && topic.wakeAt(state).isPresent());
  }

  /// Whether nobody is in the topic.
  boolean isEmpty() {
    return joinedCount == 0;
  }

  /// When [#expire] is next due, or a deserted topic becomes one that nobody is in.
  OptionalLong wakeAt() {
    OptionalLong due = topic.wakeAt(state);
    return isDeserted() ? OptionalLong.of(Math.min(expectedUntil, due.orElse(expectedUntil))) : due;
  }
}
