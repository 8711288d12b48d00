package hubbub.cluster;

import hubbub.cluster.peer.Fabric;
import hubbub.topic.Actor;
import hubbub.topic.Command;
import hubbub.topic.MemberId;
import hubbub.topic.MembershipId;
import hubbub.topic.Outcome;
import hubbub.topic.PersonInTopic;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.Snapshot;
import hubbub.topic.TopicName;
import hubbub.topic.TopicSummary;
import hubbub.topic.Visitor;
import hubbub.topic.port.Spectator;
import hubbub.topic.port.Subscriber;
import hubbub.topic.port.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// This node's topics: join them, send them commands, read their snapshots. Any thread.
public final class Cluster implements Topics {
  private static final int RESUMED_AT_A_TIME = 16;
  private static final long LONGEST_LOOK_SECONDS = 5;
  private static final long LONGEST_RESUME_SECONDS = 2;

  private final Node node;
  private final Shards shards;
  private final Placement placement;
  private final Registry registry;
  private final Optional<ClusteredPlacement> clustered;
  private final Optional<TopicsOfAllNodes> everywhere;
  private final Here here = new Here();
  private final Optional<PeopleOfAllNodes> people;

  /// Completes when all topics that were taken over can be seen.
  private volatile CompletableFuture<Void> resumed = CompletableFuture.completedFuture(null);

  /// What tests can replace: the time, the placement, and how much is done at once.
  record Seams(Clocks time, UnaryOperator<Placement> placement, Slices slices) {
    static final Seams NONE = new Seams(Clocks.SYSTEM, UnaryOperator.identity());

    Seams(Clocks time, UnaryOperator<Placement> placement) {
      this(time, placement, Slices.USUAL);
    }
  }

  /// What makes a node one of several. `downed` is run when the others have removed it: it must
  /// end, and be started again.
  public record Joining(Fabric fabric, Runnable downed) {}

  private Cluster(ClusterSettings settings, Optional<Joining> joining, Seams seams) {
    Shards homes = new Shards(settings.loops());
    this.shards = homes;
    Map<ScheduledExecutorService, ReplicaContext> contexts = new HashMap<>();
    this.registry =
        new Registry((topic, place) ->
            Replica.of(Objects.requireNonNull(contexts.get(homes.loopOf(topic))), topic, place));
    if (joining.isPresent()) {
      Members members = new Members(joining.get().fabric().self());
      this.node = new Node(members, settings, seams.time(), seams.slices());
      this.clustered =
          Optional.of(
              new ClusteredPlacement(
                  node,
                  homes,
                  registry,
                  new ClusteredPlacement.Ground(
                      joining.get().fabric(),
                      members,
                      new NodeMessageCodec(settings.slots()),
                      joining.get().downed())));
      this.placement = seams.placement().apply(clustered.get());
    } else {
      this.node = new Node(settings, seams.time());
      this.clustered = Optional.empty();
      this.placement = seams.placement().apply(new SingleNodePlacement(node, homes));
    }
    this.everywhere =
        clustered.map(it -> new TopicsOfAllNodes(it.bulletin(), this::own, seams.time()));
    this.people = clustered.map(it -> new PeopleOfAllNodes(it.bulletin(), here));
    for (ScheduledExecutorService loop : settings.loops()) {
      contexts.put(loop, new ReplicaContext(node, loop, registry, placement));
    }
  }

  /// Starts a node. Returns at once; [#ready] completes when topics can be joined. Topics end with
  /// the loops that they run on.
  public static Cluster start(ClusterSettings settings) {
    return start(settings, Seams.NONE);
  }

  /// Starts a node that joins others, likewise.
  public static Cluster start(ClusterSettings settings, Joining joining) {
    return start(settings, Optional.of(joining), Seams.NONE);
  }

  static Cluster start(ClusterSettings settings, Seams seams) {
    return start(settings, Optional.empty(), seams);
  }

  static Cluster start(ClusterSettings settings, Optional<Joining> joining, Seams seams) {
    Cluster started = new Cluster(settings, joining, seams);
    started.clustered.ifPresent(ClusteredPlacement::start);
    return started;
  }

  private List<TopicSummary> own() {
    return registry.own().stream().map(TopicSummary::of).toList();
  }

  /// What nodes tell each other beside topics.
  public Bulletin bulletin() {
    return clustered.map(ClusteredPlacement::bulletin).orElse(Bulletin.ALONE);
  }

  /// How the cluster looks from this node; empty if it is alone.
  public Optional<ClusterStatus> status() {
    return clustered.map(ClusteredPlacement::status);
  }

  /// Whether anything can be decided here: a lone node always can, one of several while it is in
  /// contact with a majority of them.
  public boolean hasContact() {
    return node.quorum().holds();
  }

  /// Leaves the other nodes: topics go on elsewhere. Completes when this node is none of them any
  /// more; at once, if there are no others.
  public CompletionStage<Void> leave() {
    return clustered
        .map(ClusteredPlacement::stop)
        .orElseGet(() -> CompletableFuture.completedStage(null));
  }

  /// Whether there are topics of that kind.
  public boolean serves(TopicName topic) {
    return node.settings().kinds().containsKey(topic.kind());
  }

  /// Takes over a topic that the last run of this node left. Call this before anybody can join, and
  /// [#resume] when they can.
  public void takeOver(LeftTopic left) {
    node.kindOf(left.name());
    if (resumed.isDone()) {
      resumed = new CompletableFuture<>();
    }
    registry.deliver(left.name(), new ToReplica.TakeOver(left.saved()));
  }

  /// Topics can be joined: those that were taken over go on, a few at a time, and who was in one
  /// counts as lost from then on.
  public void resume() {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (ScheduledExecutorService loop : node.settings().loops()) {
      List<Inbox> its = registry.inboxes(topic -> shards.loopOf(topic).equals(loop));
      CompletableFuture<Void> done = new CompletableFuture<>();
      all.add(done);
      loop.execute(() -> resume(loop, its.iterator(), done));
    }
    var _ =
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
            .thenRun(() -> resumed.complete(null));
  }

  /// A loop's sockets have their turn after a few topics.
  private static void resume(
      ScheduledExecutorService loop, Iterator<Inbox> left, CompletableFuture<Void> done) {
    for (int i = 0; i < RESUMED_AT_A_TIME && left.hasNext(); i++) {
      left.next().tell(new ToReplica.Resume());
    }
    if (left.hasNext()) {
      loop.execute(() -> resume(loop, left, done));
    } else {
      loop.execute(() -> done.complete(null)); // after the last one has heard
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
  public Watching watch(
      TopicName topic, MembershipId id, Optional<Visitor> visitor, Spectator spectator) {
    node.kindOf(topic);
    ToReplica.Watch watch = new ToReplica.Watch(id, visitor, spectator);
    if (clustered.isPresent()) {
      return new Watcher(Optional.of(registry.deliver(topic, new ToReplica.Visit(watch))), id);
    }
    Optional<Inbox> replica = registry.find(topic);
    replica.ifPresentOrElse(
        it -> it.tell(watch), () -> spectator.refused(Refusal.of(Reason.NO_SUCH_TOPIC)));
    return new Watcher(replica, id);
  }

  /// A spectator's way to its replica, if there was one.
  private record Watcher(Optional<Inbox> replica, MembershipId id) implements Watching {
    @Override
    public void resync() {
      replica.ifPresent(it -> it.tell(new ToReplica.ResyncSpectator(id)));
    }

    @Override
    public void stop() {
      replica.ifPresent(it -> it.tell(new ToReplica.StopWatching(id)));
    }
  }

  @Override
  public CompletionStage<Outcome> send(TopicName topic, Actor.Outside actor, Command command) {
    node.kindOf(topic);
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    registry.deliver(topic, new ToReplica.SendFromOutside(actor, command, outcome));
    return outcome;
  }

  /// What the topics of all nodes have of a member. Fails if a node does not answer.
  public CompletionStage<List<PersonInTopic>> about(MemberId member) {
    return people.isPresent() ? people.get().about(member) : here.about(member);
  }

  /// Erases a member from the topics of all nodes, and lets it join none from now on; if not
  /// `isForGood`, for a minute. Where a topic must still name it, it says `pseudonym`.
  ///
  /// @return whether nothing is left; if not, a node is stopping, did not answer, or met a bug
  public CompletionStage<Boolean> erase(MemberId member, String pseudonym, boolean isForGood) {
    PeopleOfAllNodes.Erasure its = new PeopleOfAllNodes.Erasure(member, pseudonym, isForGood);
    return people.isPresent() ? people.get().erase(its) : here.erase(its);
  }

  /// What is asked of the topics of this node.
  private final class Here implements PeopleOfAllNodes.OneNode {
    @Override
    public CompletionStage<List<PersonInTopic>> about(MemberId member) {
      return Cluster.this
          .<Optional<PersonInTopic>>askAll(
              (topic, answer) -> topic.tell(new ToReplica.About(member, answer)))
          .thenApply(all -> all.stream().flatMap(Optional::stream).toList());
    }

    @Override
    public CompletionStage<Boolean> erase(PeopleOfAllNodes.Erasure its) {
      node.erased().add(its.member(), its.isForGood());
      return Cluster.this
          .<Boolean>askAll((topic, answer) ->
              topic.tell(new ToReplica.Erase(its.member(), its.pseudonym(), answer)))
          .thenApply(all -> all.stream().allMatch(it -> it));
    }
  }

  /// Whether a member was erased, so that it may not join.
  public boolean isErased(MemberId member) {
    return node.erased().contains(member);
  }

  private <T> CompletionStage<List<T>> askAll(BiConsumer<Inbox, CompletableFuture<T>> ask) {
    List<CompletableFuture<T>> answers = new ArrayList<>();
    for (Inbox topic : registry.inboxes(_ -> true)) {
      CompletableFuture<T> answer = new CompletableFuture<>();
      answers.add(answer);
      ask.accept(topic, answer);
    }
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .thenApply(_ -> answers.stream().map(CompletableFuture::join).toList());
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
  public CompletionStage<Optional<Snapshot>> look(TopicName topic) {
    Optional<Snapshot> here = snapshot(topic);
    if (here.isPresent() || !serves(topic)) {
      return CompletableFuture.completedStage(here);
    }
    CompletableFuture<Optional<Snapshot>> seen = new CompletableFuture<>();
    Watching visit = watch(topic, nextMembership(), Optional.empty(), new FirstLook(seen));
    return seen.completeOnTimeout(Optional.empty(), LONGEST_LOOK_SECONDS, TimeUnit.SECONDS)
        .whenComplete((_, _) -> visit.stop());
  }

  @Override
  public CompletionStage<List<TopicSummary>> listing() {
    return everywhere.isPresent()
        ? everywhere.get().listing()
        : resumed
            .copy()
            .completeOnTimeout(null, LONGEST_RESUME_SECONDS, TimeUnit.SECONDS)
            .thenApply(_ -> own());
  }

  @Override
  public MembershipId nextMembership() {
    return node.memberships().next();
  }
}
