package hubbub.cluster;

import hubbub.topic.Actor;
import hubbub.topic.Command;
import hubbub.topic.MembershipId;
import hubbub.topic.Outcome;
import hubbub.topic.Snapshot;
import hubbub.topic.TopicName;
import hubbub.topic.port.Subscriber;
import hubbub.topic.port.Topics;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// This node's topics: join them, send them commands, read their snapshots. Any thread.
public final class Cluster implements Topics {
  private static final int COUNT_BITS = 40;
  private static final int RESUMED_AT_A_TIME = 16;

  private final Node node;
  private final Shards shards;
  private final Placement placement;
  private final Registry registry;
  private final AtomicLong memberships = new AtomicLong();

  /// What tests can replace: the time, and the placement.
  record Seams(Clocks time, UnaryOperator<Placement> placement) {
    static final Seams NONE = new Seams(Clocks.SYSTEM, UnaryOperator.identity());
  }

  private Cluster(ClusterSettings settings, Seams seams) {
    this.node = new Node(settings, seams.time());
    Shards homes = new Shards(settings.loops());
    this.shards = homes;
    this.placement = seams.placement().apply(new SingleNodePlacement(node, homes));
    Map<ScheduledExecutorService, ReplicaContext> contexts = new HashMap<>();
    this.registry =
        new Registry((topic, place) ->
            Replica.of(Objects.requireNonNull(contexts.get(homes.loopOf(topic))), topic, place));
    for (ScheduledExecutorService loop : settings.loops()) {
      contexts.put(loop, new ReplicaContext(node, loop, registry, placement));
    }
  }

  /// Starts a node. Returns at once; [#ready] completes when topics can be joined. Topics end with
  /// the loops that they run on.
  public static Cluster start(ClusterSettings settings) {
    return start(settings, Seams.NONE);
  }

  static Cluster start(ClusterSettings settings, Seams seams) {
    return new Cluster(settings, seams);
  }

  /// Whether there are topics of that kind.
  public boolean serves(TopicName topic) {
    return node.settings().kinds().containsKey(topic.kind());
  }

  /// Takes over a topic that the last run of this node left. Call this before anybody can join, and
  /// [#resume] when they can.
  public void takeOver(LeftTopic left) {
    node.kindOf(left.name());
    registry.deliver(left.name(), new ToReplica.TakeOver(left.saved()));
  }

  /// Topics can be joined: those that were taken over go on, a few at a time, and who was in one
  /// counts as lost from then on.
  public void resume() {
    for (ScheduledExecutorService loop : node.settings().loops()) {
      List<Inbox> its = registry.inboxes(topic -> shards.loopOf(topic).equals(loop));
      loop.execute(() -> resume(loop, its.iterator()));
    }
  }

  /// A loop's sockets have their turn after a few topics.
  private static void resume(ScheduledExecutorService loop, Iterator<Inbox> left) {
    for (int i = 0; i < RESUMED_AT_A_TIME && left.hasNext(); i++) {
      left.next().tell(new ToReplica.Resume());
    }
    if (left.hasNext()) {
      loop.execute(() -> resume(loop, left));
    }
  }

  /// Ends all decisions on this node, and passes the topics that the next run is to go on with to
  /// `sink`, on their loops, one at a time on each. Completes when all have been passed. Whatever
  /// is still asked is refused.
  public CompletionStage<Void> save(Consumer<SavedTopic> sink) {
    return placement.stop().thenCompose(_ -> saveAll(sink));
  }

  private CompletionStage<Void> saveAll(Consumer<SavedTopic> sink) {
    List<Inbox> all = registry.inboxes(_ -> true);
    CompletableFuture<Void> done = new CompletableFuture<>();
    AtomicInteger left = new AtomicInteger(all.size() + 1); // one for this method
    Runnable oneLess =
        () -> {
          if (left.decrementAndGet() == 0) {
            done.complete(null);
          }
        };
    ToReplica.Save save = new ToReplica.Save(sink, oneLess);
    all.forEach(topic -> topic.tell(save));
    oneLess.run();
    return done;
  }

  /// Completes once topics can be joined.
  public CompletionStage<Void> ready() {
    return placement.ready();
  }

  /// Counts of this node's topics.
  public Counters counters() {
    return node.counters();
  }

  /// How many topics have a replica on this node.
  public int topics() {
    return registry.size();
  }

  @Override
  public Attachment join(
      TopicName topic, MembershipId membership, Command.Join command, Subscriber subscriber) {
    node.kindOf(topic);
    Inbox replica =
        registry.deliver(
            topic, new ToReplica.Join(membership, command, subscriber, node.time().nanos()));
    return new Handle(replica, membership, node.time());
  }

  /// A membership's way to its replica.
  private record Handle(Inbox replica, MembershipId membership, Clocks time) implements Attachment {
    @Override
    public void send(long number, Command command) {
      replica.tell(new ToReplica.Send(membership, number, command, time.nanos()));
    }

    @Override
    public void resync() {
      replica.tell(new ToReplica.Resync(membership));
    }

    @Override
    public void prove() {
      replica.tell(new ToReplica.Prove(membership));
    }

    @Override
    public void leave(Command.How how) {
      replica.tell(new ToReplica.Leave(membership, how));
    }

    @Override
    public void detach() {
      replica.tell(new ToReplica.Detach(membership));
    }
  }

  @Override
  public CompletionStage<Outcome> send(TopicName topic, Actor.Server actor, Command command) {
    node.kindOf(topic);
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    registry.deliver(topic, new ToReplica.SendAsServer(actor, command, outcome));
    return outcome;
  }

  @Override
  public ScheduledExecutorService homeOf(TopicName topic) {
    return shards.loopOf(topic);
  }

  @Override
  public Optional<Snapshot> snapshot(TopicName topic) {
    return registry.snapshot(topic);
  }

  @Override
  public List<Snapshot> snapshots() {
    return registry.snapshots();
  }

  @Override
  public MembershipId nextMembership() {
    return new MembershipId(((long) node.number() << COUNT_BITS) | memberships.incrementAndGet());
  }
}
