package hubbub.cluster.pekko;

import com.typesafe.config.Config;
import hubbub.cluster.peer.Fabric;
import hubbub.cluster.peer.FabricEvents;
import hubbub.cluster.peer.NodeId;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.sharding.ClusterSharding;
import org.apache.pekko.cluster.sharding.ClusterShardingSettings;
import org.apache.pekko.cluster.sharding.ShardCoordinator;
import org.apache.pekko.remote.artery.tcp.ssl.RotatingKeysSSLEngineProvider;
import org.jspecify.annotations.Nullable;

/// A [Fabric] of real nodes: membership by Pekko Cluster, frames by Artery over TCP, shards' homes
/// by Cluster Sharding. Any thread.
///
/// It listens from [#open] on, and joins with [#start].
public final class PekkoFabric implements Fabric {
  private static final String SHARDS = "shards";

  /// How many homes may move at once, and as which part of all.
  private static final int MOST_MOVING = 32 / ShardHome.SHARDS;

  private static final double ANY_PART = 1;

  private final PekkoSettings settings;
  private final ActorSystem system;
  private final Cluster cluster;
  private final NodeId self;
  private final Ending ending = new Ending();
  private final Map<String, ActorRef> links = new ConcurrentHashMap<>();
  private volatile @Nullable Started started;

  /// What there is once this node has begun to join.
  private record Started(ActorRef link, ActorRef region) {}

  private PekkoFabric(PekkoSettings settings, ActorSystem system) {
    this.settings = settings;
    this.system = system;
    cluster = Cluster.get(system);
    self = Addresses.nodeOf(cluster.selfUniqueAddress());
  }

  /// Opens the port for other nodes. Blocks for about a second.
  ///
  /// @throws CannotOpenFabric for what the operator can mend: a port that is taken, keys that
  ///   cannot be read
  public static PekkoFabric open(PekkoSettings settings) throws CannotOpenFabric {
    ClassLoader loader = PekkoFabric.class.getClassLoader();
    Config config = PekkoConfig.of(settings, loader);
    ActorSystem system;
    try {
      system = ActorSystem.create(Addresses.SYSTEM, config, loader);
    } catch (Exception e) { // Scala declares none
      throw new CannotOpenFabric(settings.endpoint() + ": cannot listen there: " + why(e), e);
    }
    checkKeys(settings.protection(), system);
    return new PekkoFabric(settings, system);
  }

  private static void checkKeys(Protection protection, ActorSystem system) throws CannotOpenFabric {
    if (protection instanceof Protection.Tls tls) {
      try {
        new RotatingKeysSSLEngineProvider(system).getSSLContext();
      } catch (Exception e) { // Scala declares none
        system.terminate();
        throw new CannotOpenFabric("TLS between nodes: " + tls + ": " + why(e), e);
      }
    }
  }

  private static String why(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  @Override
  public NodeId self() {
    return self;
  }

  @Override
  public void start(FabricEvents events) {
    ActorRef link = system.actorOf(Link.props(events, ending), Link.NAME);
    started = new Started(link, region(link));
    system.getWhenTerminated().thenRun(() -> ending.down(events));
    system.actorOf(Witness.props(), Witness.NAME);
    system.actorOf(Door.props(settings, link), Door.NAME);
  }

  private ActorRef region(ActorRef link) {
    Props home = ShardHome.props(link);
    return ClusterSharding.get(system)
        .start(
            SHARDS,
            home,
            ClusterShardingSettings.create(system),
            new ShardHome.Numbers(),
            ShardCoordinator.ShardAllocationStrategy$.MODULE$.leastShardAllocationStrategy(
                MOST_MOVING, ANY_PART),
            ShardHome.Word.STOP);
  }

  @Override
  public void send(NodeId to, byte[] frame) {
    if (frame.length > MOST_FRAME_BYTES) {
      throw new IllegalArgumentException(
          "frame: " + frame.length + " bytes (expected: at most " + MOST_FRAME_BYTES + ")");
    }
    links
        .computeIfAbsent(to.address(), this::linkAt)
        .tell(Frame.encode(self, to, frame), requireStarted().link());
  }

  private ActorRef linkAt(String address) {
    String path = Addresses.addressOf(Endpoint.parse(address)) + "/user/" + Link.NAME;
    return ((ExtendedActorSystem) system).provider().resolveActorRef(path);
  }

  @Override
  public void wake(int shard) {
    requireStarted().region().tell(shard, ActorRef.noSender());
  }

  private Started requireStarted() {
    Started now = started;
    if (now == null) {
      throw new IllegalStateException("not started (expected: start first)");
    }
    return now;
  }

  @Override
  public CompletionStage<Void> leave() {
    ending.leave();
    return CoordinatedShutdown.get(system)
        .runAll(CoordinatedShutdown.clusterLeavingReason())
        .thenAccept(_ -> {});
  }

  /// Ends this node's part in the cluster, if [#leave] has not, and closes the port. Blocks until
  /// done, but for a few seconds at most.
  public void close() {
    ending.leave();
    system.terminate();
    try {
      system.getWhenTerminated().toCompletableFuture().get(5, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // the process ends anyway
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Pekko's part of this node, for tests.
  ActorSystem system() {
    return system;
  }
}
