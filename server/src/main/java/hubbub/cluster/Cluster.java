package hubbub.cluster;

import com.typesafe.config.Config;
import hubbub.topic.Actor;
import hubbub.topic.Command;
import hubbub.topic.MembershipId;
import hubbub.topic.Outcome;
import hubbub.topic.Snapshot;
import hubbub.topic.Subscriber;
import hubbub.topic.TopicName;
import hubbub.topic.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Join;

/// One node of the cluster that topics live in; alone, a cluster of one. Any thread.
public final class Cluster implements Topics, AutoCloseable {
  /// The name by which nodes know that they belong together.
  static final String NAME = "hubbub";

  private static final int COUNT_BITS = 40;

  private final OnLoops.Loops loops;
  private final ActorSystem<Void> system;
  private final Node node;
  private final Registry registry;
  private final Map<ScheduledExecutorService, Replica.Home> homes = new HashMap<>();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final AtomicLong memberships = new AtomicLong();

  /// What tests change: the time, how long owners wait, the way to the region, and what Pekko is
  /// told.
  record Seams(
      Time time,
      Node.Pace pace,
      UnaryOperator<BiConsumer<TopicName, ToOwner.Attach>> region,
      Map<String, Object> pekko) {
    static final Seams NONE =
        new Seams(Time.SYSTEM, Node.Pace.USUAL, UnaryOperator.identity(), Map.of());
  }

  private Cluster(ClusterSettings settings, Seams seams) {
    this.loops = new OnLoops.Loops(settings.loops());
    this.system = ActorSystem.create(Behaviors.empty(), NAME, setup(settings, seams, loops));
    NodeNumbers numbers = new NodeNumbers(system);
    this.node = new Node(numbers.own(), settings, seams.time(), numbers::isMember, seams.pace());
    Region region = new Region(system, node, loops);
    BiConsumer<TopicName, ToOwner.Attach> way = seams.region().apply(region::attach);
    this.registry = new Registry(this::birth);
    settings.loops().forEach(loop -> homes.put(loop, new Replica.Home(loop, registry, way)));
    if (settings.network().seeds().isEmpty()) {
      enterAlone();
    }
    int enough = settings.network().seeds().isEmpty() ? 1 : NodeConfig.SHARDS;
    numbers.onUp(() -> region.probe(enough, ready));
  }

  private static ActorSystemSetup setup(
      ClusterSettings settings, Seams seams, OnLoops.Loops loops) {
    Config config = NodeConfig.of(settings.network(), seams.pekko());
    return ActorSystemSetup.create(loops, BootstrapSetup.create(config));
  }

  /// Starts a node. It returns at once; [#ready] tells when it works.
  public static Cluster start(ClusterSettings settings) {
    return start(settings, Seams.NONE);
  }

  static Cluster start(ClusterSettings settings, Seams seams) {
    return new Cluster(settings, seams);
  }

  private void enterAlone() {
    org.apache.pekko.cluster.typed.Cluster cluster =
        org.apache.pekko.cluster.typed.Cluster.get(system);
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
  }

  private ToReplica.Ref birth(TopicName topic, Registry.Place place) {
    return Replica.of(node, topic, Objects.requireNonNull(homes.get(homeOf(topic))), place);
  }

  /// Completes once this node belongs to the cluster and every shard has answered; alone, once the
  /// first has: the others will, for there is nobody else to wait for.
  public CompletionStage<Void> ready() {
    return ready.minimalCompletionStage();
  }

  /// What this node's topics have counted.
  public Counters counters() {
    return node.counters();
  }

  /// How many topics have a replica on this node.
  public int topics() {
    return registry.size();
  }

  @Override
  public Attachment join(
      TopicName topic, MembershipId membership, Command.Join join, Subscriber subscriber) {
    node.kindOf(topic);
    ToReplica.Ref replica =
        registry.deliver(
            topic, new ToReplica.Join(membership, join, subscriber, node.time().nanos()));
    return new Handle(replica, membership, node.time());
  }

  /// A membership's way to its replica.
  private record Handle(ToReplica.Ref replica, MembershipId membership, Time time)
      implements Attachment {
    @Override
    public void send(long number, Command command) {
      replica.tell(new ToReplica.Send(membership, number, command, time.nanos()));
    }

    @Override
    public void review() {
      replica.tell(new ToReplica.Review(membership));
    }

    @Override
    public void prove() {
      replica.tell(new ToReplica.Prove(membership));
    }

    @Override
    public void leave(Command.How how) {
      replica.tell(new ToReplica.Leave(membership, how));
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
    return loops.of(Shards.of(topic));
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

  /// Leaves, and ends all that lives here; waits for it, at most 10 s.
  @Override
  public void close() {
    system.terminate();
    try {
      system.getWhenTerminated().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the node did not end in time", e);
    }
  }
}
