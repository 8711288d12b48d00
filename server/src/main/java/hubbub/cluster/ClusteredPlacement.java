package hubbub.cluster;

import hubbub.cluster.peer.Fabric;
import hubbub.cluster.peer.FabricEvents;
import hubbub.cluster.peer.NodeId;
import hubbub.cluster.peer.PeerEars;
import hubbub.cluster.peer.PeerFigures;
import hubbub.cluster.peer.Peers;
import hubbub.cluster.peer.PeersSetup;
import hubbub.codec.Unreadable;
import hubbub.logging.ThrottledLog;
import hubbub.topic.Refusal;
import hubbub.topic.TopicName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A placement for a node of a cluster. Brings what happens in the cluster, and what other nodes
/// say, to the shards, on their loops.
final class ClusteredPlacement implements Placement, FabricEvents, PeerEars {
  private static final ThrottledLog LOG = new ThrottledLog(ClusteredPlacement.class);
  private static final long WAKE_MILLIS = 200;
  private static final long LOOK_MILLIS = 50;

  private final Fabric fabric;
  private final Shards places;
  private final Members members;
  private final Peers peers;
  private final NodeMessageCodec codec;
  private final Homes homes = new Homes();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final Shard[] shards = new Shard[Shards.COUNT];
  private final Map<ScheduledExecutorService, List<Shard>> byLoop = new HashMap<>();
  private final Map<ScheduledExecutorService, ShardContext> contexts = new HashMap<>();
  private final Counters counters;
  private final Runnable downed;
  private volatile boolean isDowned;
  private final NodesBulletin bulletin;
  private final ScheduledExecutorService bulletinLoop;
  private final OrderlyLeave leave;

  /// What a node of a cluster needs besides its topics. `downed` is run when the others have
  /// removed it.
  record Ground(Fabric fabric, Members members, NodeMessageCodec codec, Runnable downed) {}

  ClusteredPlacement(Node node, Shards places, Registry replicas, Ground ground) {
    this.fabric = ground.fabric();
    this.places = places;
    this.members = ground.members();
    this.codec = ground.codec();
    this.counters = node.counters();
    this.downed = ground.downed();
    this.peers =
        new Peers(
            fabric,
            new PeersSetup(
                places.loops(),
                node.time()::nanos,
                this,
                PeersSetup.MOST_UNSENT_BYTES,
                node.slices().messages()));
    this.bulletinLoop = places.loopOf(NodesBulletin.SHARD);
    this.bulletin = new NodesBulletin(peers, members, bulletinLoop);
    this.leave =
        new OrderlyLeave(
            bulletin,
            members,
            bulletinLoop,
            () -> onEachLoop(Shard::checkCopies),
            this::areTopicsCopied);
    members.contactBy(peers::hasContact);
    for (int shard = 0; shard < Shards.COUNT; shard++) {
      ScheduledExecutorService loop = places.loopOf(shard);
      Wire wire = new Wire(shard, node, peers, codec, members);
      ShardContext context =
          contexts.computeIfAbsent(
              loop, its -> new ShardContext(node, its, replicas, homes, new PartSender(its)));
      shards[shard] = new Shard(context, wire);
      byLoop.computeIfAbsent(loop, _ -> new ArrayList<>()).add(shards[shard]);
    }
  }

  /// Joins the cluster.
  void start() {
    fabric.start(this);
  }

  /// What nodes tell each other beside topics.
  Bulletin bulletin() {
    return bulletin;
  }

  /// How the cluster looks from here. Any thread.
  ClusterStatus status() {
    Map<NodeId, Integer> shardsOf = homes.shardsOf();
    Map<NodeId, Integer> movingTo = homes.shardsMovingTo();
    Map<NodeId, PeerFigures> figures = peers.figures();
    List<NodeId> all = new ArrayList<>(members.others());
    all.add(members.self());
    return new ClusterStatus(
        all.stream()
            .sorted()
            .map(node ->
                new ClusterStatus.Node(
                    node.address(),
                    members.isSilent(node),
                    shardsOf.getOrDefault(node, 0),
                    movingTo.getOrDefault(node, 0),
                    Optional.ofNullable(figures.get(node))))
            .toList(),
        homes.homeless(),
        counters.unconfirmed(),
        members.holds());
  }

  /// Shards without a home are woken for as long as they have none.
  private void keepAwake(ScheduledExecutorService loop, List<Shard> its) {
    for (Shard shard : its) {
      if (!shard.hasHome()) {
        fabric.wake(shard.number());
      }
    }
    var _ = loop.schedule(() -> keepAwake(loop, its), WAKE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private Shard of(TopicName topic) {
    return shards[Shards.of(topic)];
  }

  @Override
  public void attach(TopicName topic, TopicCopy replica) {
    of(topic).attach(topic, replica);
  }

  @Override
  public void holds(TopicName topic, TopicCopy replica) {
    of(topic).holds(topic, replica);
  }

  @Override
  public void drops(TopicName topic) {
    of(topic).drops(topic);
  }

  @Override
  public void refused(TopicName topic, Refusal refusal) {
    of(topic).refused(topic, refusal);
  }

  @Override
  public void unreadable(TopicName topic) {
    of(topic).unreadable(topic);
  }

  @Override
  public CompletionStage<Void> ready() {
    return ready;
  }

  /// Looks whether topics can be joined, until they can: each shard has a home, and the others are
  /// in reach.
  private void awaitReady() {
    if (homes.homeless() == 0 && members.holds()) {
      ready.complete(null);
    } else {
      var _ = bulletinLoop.schedule(this::awaitReady, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /// A node that the others have given up need not be spared by them.
  @Override
  public CompletionStage<Void> stop() {
    CompletionStage<Void> spared =
        isDowned ? CompletableFuture.completedStage(null) : leave.begin();
    return spared.thenCompose(_ -> fabric.leave());
  }

  /// Whether the topics that are owned here are on enough nodes that stay. If there are no others,
  /// there is nothing to wait for.
  private CompletionStage<Boolean> areTopicsCopied() {
    if (members.others().isEmpty()) {
      return CompletableFuture.completedStage(true);
    }
    CompletionStage<Boolean> all = CompletableFuture.completedStage(true);
    for (Map.Entry<ScheduledExecutorService, List<Shard>> loop : byLoop.entrySet()) {
      CompletionStage<Boolean> its =
          CompletableFuture.supplyAsync(
              () -> loop.getValue().stream().allMatch(Shard::isCopied), loop.getKey());
      all = all.thenCombine(its, Boolean::logicalAnd);
    }
    return all;
  }

  /// Each shard has a turn of its own.
  private void onEachLoop(Consumer<Shard> step) {
    byLoop.forEach((loop, its) -> its.forEach(shard -> loop.execute(() -> step.accept(shard))));
  }

  @Override
  public void up(NodeId node) {
    members.add(node);
    if (node.equals(members.self())) {
      bulletinLoop.execute(this::awaitReady);
      byLoop.forEach((loop, its) -> loop.execute(() -> keepAwake(loop, its)));
    } else {
      peers.up(node);
      onEachLoop(shard -> shard.up(node));
    }
  }

  @Override
  public void unreachable(NodeId node) {
    members.silent(node, true);
    onEachLoop(Shard::checkCopies);
  }

  @Override
  public void reachable(NodeId node) {
    members.silent(node, false);
    onEachLoop(Shard::checkCopies);
  }

  @Override
  public void removed(NodeId node) {
    if (isDowned) {
      return;
    }
    members.remove(node);
    peers.removed(node);
    byLoop.keySet().forEach(loop -> loop.execute(() -> partSender(loop).forget(node)));
    onEachLoop(shard -> shard.removed(node));
    bulletinLoop.execute(() -> bulletin.removed(node));
  }

  @Override
  public void received(NodeId from, byte[] frame) {
    peers.received(from, frame);
  }

  @Override
  public void open(int shard) {
    onLoopOf(shard, Shard::open);
  }

  @Override
  public void close(int shard, Runnable closed) {
    onLoopOf(shard, it -> it.close(closed));
  }

  private void onLoopOf(int shard, Consumer<Shard> step) {
    places.loopOf(shard).execute(() -> step.accept(shards[shard]));
  }

  /// From now on nothing is decided here, and nobody else is missed.
  @Override
  public void downed() {
    isDowned = true;
    members.contactBy(() -> false);
    downed.run();
  }

  @Override
  public void heard(NodeId from, int shard, byte[] message) {
    try {
      if (shard == NodesBulletin.SHARD) {
        bulletin.heard(from, message);
      } else if (shard >= 0 && shard < shards.length) {
        shards[shard].heard(from, codec.read(message, e -> unreadable(from, e)));
      }
    } catch (Unreadable e) {
      unreadable(from, e);
    }
  }

  /// Says that what another node has sent can't be read here.
  static void unreadable(NodeId from, Unreadable why) {
    LOG.warn(from.toString(), "A message of " + from + " can't be read: " + why.getMessage());
  }

  private PartSender partSender(ScheduledExecutorService loop) {
    return Objects.requireNonNull(contexts.get(loop)).partSender();
  }

  @Override
  public void lost(NodeId peer, int loop) {
    partSender(places.loopOf(loop)).forget(peer);
    for (int shard = loop; shard < Shards.COUNT; shard += byLoop.size()) {
      shards[shard].reset(peer);
    }
    if (loop == NodesBulletin.SHARD % byLoop.size()) {
      bulletin.lost(peer);
    }
  }
}
