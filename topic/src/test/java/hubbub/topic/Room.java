package hubbub.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hubbub.topic.extension.KeywordPolicy;
import hubbub.topic.extension.TopicExtension;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A topic with its owner and a manual clock: the fixture of these tests. Applies every decision to
/// the owner's state and to a replica's.
final class Room {
  static final TopicName NAME = new TopicName("room:test");

  final KindSettings settings;
  final TopicState state;
  final TopicState replica;
  final List<Change> changes = new ArrayList<>();
  final List<Change> tombstones = new ArrayList<>();
  final List<Decision.Late> late = new ArrayList<>();

  /// What the owner and the replica learned from the changes of the last decision.
  final List<Effects> effects = new ArrayList<>();

  final List<Effects> replicaEffects = new ArrayList<>();
  boolean checksThatDecidingChangesNothing;
  final StoreStandIn store = new StoreStandIn();
  private final KeywordPolicy policy;
  private final Optional<TopicExtension> extension;
  private TopicRules topic;
  long now = 1_000_000;
  private long messages;
  private long memberships;

  Room() {
    this(settings());
  }

  Room(KindSettings settings) {
    this(settings, Optional.empty());
  }

  Room(KindSettings settings, Optional<TopicExtension> extension) {
    this(settings, extension, _ -> List.of());
  }

  Room(KindSettings settings, Optional<TopicExtension> extension, KeywordPolicy policy) {
    this.settings = settings;
    this.extension = extension;
    this.policy = policy;
    this.topic = rules();
    this.state = born();
    this.replica = born();
  }

  private TopicRules rules() {
    return new TopicRules(
        settings, extension, policy, () -> "message-" + ++messages, StoreStandIn.TAGS);
  }

  /// Replaces the owner: loses its soft state, such as keyword counts.
  void changesOwner() {
    topic = rules();
  }

  private TopicState born() {
    return TopicState.born(NAME, new Epoch("first"), settings, Room::frame, now);
  }

  /// A stand-in for the wire encoding: any pure function will do.
  static byte[] frame(TopicName topic, long seq, long at, Event.Told event) {
    return (topic + " " + seq + " " + at + " " + event).getBytes(StandardCharsets.UTF_8);
  }

  static KindSettings settings() {
    return KindSettings.DEFAULT;
  }

  static KindSettings settings(int history, int historyBytes) {
    return with(history, historyBytes, 15_000, OptionalInt.empty(), Map.of());
  }

  static KindSettings with(
      int history, int historyBytes, long linger, OptionalInt maxMembers, Map<String, Rank> ranks) {
    return new KindSettings(
        history,
        historyBytes,
        0,
        linger,
        false,
        KindSettings.Found.ANYONE,
        Rank.MODERATOR,
        true,
        KindSettings.Keywords.DEFAULT,
        1000,
        maxMembers,
        4096,
        60,
        ranks);
  }

  /// `usual`, but that registered topics keep their history for so long while nobody is there.
  static KindSettings keepingHistory(KindSettings usual, long millis) {
    return new KindSettings(
        usual.history(),
        usual.historyBytes(),
        millis,
        usual.lingerMillis(),
        usual.listed(),
        usual.found(),
        usual.founderRank(),
        usual.succession(),
        usual.keywords(),
        usual.presenceLimit(),
        usual.maxMembers(),
        usual.maxBody(),
        usual.surge(),
        usual.ranks());
  }

  /// The usual settings, but for how many guests raise the shield.
  static KindSettings withSurge(int surge) {
    KindSettings usual = settings();
    return new KindSettings(
        usual.history(),
        usual.historyBytes(),
        usual.historyWhenEmptyMillis(),
        usual.lingerMillis(),
        usual.listed(),
        usual.found(),
        usual.founderRank(),
        usual.succession(),
        usual.keywords(),
        usual.presenceLimit(),
        usual.maxMembers(),
        usual.maxBody(),
        surge,
        usual.ranks());
  }

  Outcome decide(Actor actor, long number, Command command) {
    Request request = store.asked(state, new Request(actor, number, command), now);
    Decision decision = decided(() -> topic.decide(state, request, now));
    Change.Cause cause =
        number > 0 && actor instanceof Actor.Membership who
            ? new Change.Cause(who.id(), number)
            : null;
    if (decision.lasting().isEmpty()) {
      apply(decision, cause);
      return decision.outcome();
    }
    apply(decision, cause);
    Decision.Lasting lasting = decision.lasting().get();
    long version = store.write(lasting.act(), now);
    apply(decided(() -> topic.enact(state, lasting, version, now)), cause);
    return decision.outcome();
  }

  private Decision decided(Supplier<Decision> decide) {
    String before = checksThatDecidingChangesNothing ? Image.of(state) : "";
    Decision decision = decide.get();
    assertEquals(before, checksThatDecidingChangesNothing ? Image.of(state) : "");
    return decision;
  }

  private void apply(Decision decision, Change.@Nullable Cause cause) {
    effects.clear();
    replicaEffects.clear();
    decision.events().forEach(event -> apply(event, cause));
    effects.forEach(topic::tellRemoved);
    late.addAll(decision.late());
  }

  void happened(Event event) {
    apply(event, null);
  }

  private void apply(Event event, Change.@Nullable Cause cause) {
    Change change = state.next(List.of(event), now, cause).getFirst();
    effects.add(topic.evolve(state, change));
    tombstones.addAll(effects.getLast().tombstones());
    replicaEffects.add(replica.evolve(change));
    changes.add(change);
  }

  /// What is made of the image of `original`; shares nothing mutable with it.
  TopicState copyOf(TopicState original) {
    return TopicState.of(original.image(), settings, Room::frame);
  }

  /// A copy of the state, as another owner leaves it that wakes up now.
  TopicState wokenCopy() {
    TopicState copy = copyOf(state);
    TopicRules other = rules();
    while (other.wakeAt(copy).orElse(Long.MAX_VALUE) <= now) {
      copy.next(other.expire(copy, now).events(), now, null)
          .forEach(change -> other.evolve(copy, change));
    }
    return copy;
  }

  /// Loses a node, with all memberships through it.
  void loses(int node) {
    while (state.hasMembershipsOf(node)) {
      apply(decided(() -> topic.lose(state, node, 2, now)), null);
    }
  }

  /// Learns what the store has of somebody, which another program wrote.
  void learnsOf(MemberId member) {
    StoredStanding stored = store.affiliations.standing(List.of(new Subject.Member(member)), now);
    apply(decided(() -> topic.reconcile(state, Map.of(member, stored), now)), null);
  }

  /// Judges somebody by what the topic remembers, since their account has another rank.
  void judges(MemberId member) {
    apply(decided(() -> topic.removeIfBanned(state, member, now)), null);
  }

  /// Learns how the topic is registered, or that it is not, which another program wrote.
  void learns(Optional<Registration> registration) {
    apply(decided(() -> topic.reconcile(state, registration, now)), null);
  }

  /// Erases somebody for good.
  void erases(MemberId member) {
    apply(decided(() -> topic.erase(state, member, "erased-1", now)), null);
  }

  /// Ends the topic early, if nobody is in it.
  void ends() {
    apply(decided(() -> topic.end(state, now)), null);
  }

  /// When the topic asks to be woken next.
  OptionalLong wakeAt() {
    return topic.wakeAt(state);
  }

  /// The number of people and slot values in the owner's queue of deadlines.
  int queuedDeadlines() {
    return topic.deadlines(state).queued();
  }

  /// Lets time pass, and wakes the topic whenever it asks for it.
  void pass(long millis) {
    long end = now + millis;
    int wakes = 0;
    while (wakeAt().orElse(Long.MAX_VALUE) <= end) {
      now = Math.max(now, wakeAt().getAsLong());
      apply(decided(() -> topic.expire(state, now)), null);
      if (++wakes > 10_000) {
        throw new AssertionError("the topic wakes up again and again at " + now);
      }
    }
    now = end;
  }

  /// Lets time pass while the owner is too busy to handle what expires.
  void passUnnoticed(long millis) {
    now += millis;
  }

  MembershipId nextMembership(int node) {
    return new MembershipId(((long) node << 40) + ++memberships);
  }

  Guest enters(String name) {
    Guest guest = new Guest(this, name, nextMembership(1));
    guest.joined = guest.join();
    return guest;
  }

  Outcome server(Command command) {
    return decide(new Actor.Server("operator"), 0, command);
  }

  /// All events of that type so far, oldest first.
  <T extends Event> List<T> events(Class<T> type) {
    return changes.stream().map(Change::event).filter(type::isInstance).map(type::cast).toList();
  }

  <T extends Event> T last(Class<T> type) {
    List<T> all = events(type);
    if (all.isEmpty()) {
      throw new AssertionError("no " + type.getSimpleName() + " in " + changes);
    }
    return all.getLast();
  }

  List<String> historyBodies() {
    return state.history().stream().map(change -> ((Event.Message) change.event()).body()).toList();
  }

  /// A nick. In this encoding 0 looks like o, and 1 like l.
  static Nick nick(String name) {
    String key = name.toLowerCase(Locale.ROOT);
    return new Nick(name, key, key.replace('0', 'o').replace('1', 'l'));
  }

  static OptionalLong ttl(long millis) {
    return OptionalLong.of(millis);
  }
}
