package hubbub.cluster;

import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.Registration;
import hubbub.topic.TopicName;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;

/// The owners of one shard of this node, at most one per topic. An owner is made when a replica
/// looks for one, and dropped when it has ended. Confined to the shard's loop.
final class Owners implements Owner.Home {
  /// How many topics of a shard ask the store at once. After a restart all registered ones do: they
  /// leave room in the store's queue for what people ask.
  static final int MOST_LOADING = 2;

  private final Node node;
  private final ScheduledExecutorService loop;
  private final Map<TopicName, Owner> all = new HashMap<>();
  private final Map<TopicName, Follower> toLoad = new LinkedHashMap<>();
  private final Map<TopicName, Follower> loading = new HashMap<>(0);
  private boolean isStopped;
  private boolean isPaused;
  private final long term;

  /// When the latest topic was born whose owner has ended: what is born from then on is born later,
  /// whatever happens to the clock, and so is told from a copy of the one before ([Reached]).
  private long lastBornAt;

  /// Starts without owners; `loop` is the shard's.
  Owners(Node node, ScheduledExecutorService loop) {
    this(node, loop, 0);
  }

  /// Starts without owners, for a home of that `term`.
  Owners(Node node, ScheduledExecutorService loop, long term) {
    this.node = node;
    this.loop = loop;
    this.term = term;
  }

  /// The loop of the shard.
  ScheduledExecutorService loop() {
    return loop;
  }

  /// Attaches a replica to the owner of `topic`. Does nothing if the replica is no longer looking
  /// for one: a request may arrive late, or twice.
  void attach(TopicName topic, Follower replica) {
    if (isStopped && replica.isAttaching()) {
      replica.refused(Refusal.of(Reason.SHUTTING_DOWN));
    } else if (replica.isAttaching() && all.containsKey(topic)) {
      all.get(topic).attach(replica);
    } else if (replica.isAttaching() && node.settings().store().mayBeRegistered(topic)) {
      load(topic, replica);
    } else if (replica.isAttaching()) {
      begin(topic, replica, Optional.empty());
    }
  }

  /// Begins with what the store has, when it is the topic's turn to ask.
  private void load(TopicName topic, Follower replica) {
    if (!loading.containsKey(topic)) {
      toLoad.put(topic, replica);
      loadNext();
    }
  }

  private void loadNext() {
    if (isPaused || loading.size() >= MOST_LOADING || toLoad.isEmpty()) {
      return;
    }
    Map.Entry<TopicName, Follower> next = toLoad.entrySet().iterator().next();
    TopicName topic = next.getKey();
    Follower replica = next.getValue();
    toLoad.remove(topic);
    loading.put(topic, replica);
    node.settings()
        .store()
        .registration(topic)
        .whenComplete((registration, failure) ->
            loop.execute(() -> {
              loading.remove(topic);
              loadNext();
              if (isPaused || !replica.isAttaching() || all.containsKey(topic)) {
                return;
              }
              if (isStopped) {
                replica.refused(Refusal.of(Reason.SHUTTING_DOWN));
              } else if (failure == null) {
                begin(topic, replica, registration);
              } else {
                beginWithoutStore(topic, replica);
              }
            }));
  }

  /// Those who are in a topic go on by what it knows: the next who joins brings word of what the
  /// store has. A topic that nobody is in waits, since nobody could come in.
  private void beginWithoutStore(TopicName topic, Follower replica) {
    replica
        .seed()
        .filter(it -> it.isInhabited(node.quorum()))
        .ifPresentOrElse(
            it -> begin(topic, replica, it.state().registration()),
            () -> replica.refused(Refusal.of(Reason.UNAVAILABLE)));
  }

  /// Attaches the replica to a new owner, which goes on with the replica's state, if it has one.
  private void begin(TopicName topic, Follower replica, Optional<Registration> registration) {
    make(topic, replica, registration).ifPresent(owner -> owner.attach(replica));
  }

  /// Empty if a bug prevents it.
  private Optional<Owner> make(
      TopicName topic, Follower replica, Optional<Registration> registration) {
    try {
      Reign reign = Reign.begin(node, topic, replica.seed(), registration, lastBornAt + 1);
      Owner owner = new Owner(node, topic, loop, reign, this);
      all.put(topic, owner);
      node.counters().owner(1);
      return Optional.of(owner);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError bug) {
      var _ = new BugReports(node, topic, loop).endReign(new OwnerBug(true, bug), "birth");
      replica.refused(Refusal.of(Reason.JOIN_CRASHED));
      return Optional.empty();
    }
  }

  /// Has no owner write anything more to the store.
  ///
  /// @return whether something is still being written
  boolean endWriting() {
    boolean isWriting = false;
    for (Owner owner : all.values()) {
      isWriting |= owner.endWriting();
    }
    return isWriting;
  }

  /// Lets no new owner begin.
  void stop() {
    isStopped = true;
  }

  /// Decides nothing from now on, and lets no new owner begin: the shard moves.
  void pause() {
    isPaused = true;
    all().forEach(Owner::pause);
  }

  /// Ends all owners, likewise: another node is to decide. A replica for which the store was to be
  /// asked looks for its owner there.
  void depose() {
    pause();
    all().forEach(Owner::depose);
    Stream.of(loading, toLoad)
        .flatMap(them -> them.values().stream())
        .filter(Follower::isAttaching)
        .forEach(it -> it.released(Follower.Why.MOVED));
  }

  @Override
  public void over(Owner owner) {
    all.remove(owner.topic());
    lastBornAt = Math.max(lastBornAt, owner.bornAt());
    node.counters().owner(-1);
  }

  @Override
  public long term() {
    return term;
  }

  /// A copy of all owners, because what is done with them may end some.
  List<Owner> all() {
    return List.copyOf(all.values());
  }

  /// The owner of `topic`, if it has one.
  Optional<Owner> find(TopicName topic) {
    return Optional.ofNullable(all.get(topic));
  }
}
