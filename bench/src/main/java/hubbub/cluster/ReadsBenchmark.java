package hubbub.cluster;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hubbub.fanout.EventFrames;
import hubbub.fanout.Log;
import hubbub.fanout.TopicLogs;
import hubbub.gateway.Loops;
import hubbub.topic.Epoch;
import hubbub.topic.Feed;
import hubbub.topic.KindSettings;
import hubbub.topic.Snapshot;
import hubbub.topic.TopicName;
import hubbub.topic.TopicState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ddata.Key;
import org.apache.pekko.cluster.ddata.LWWRegister;
import org.apache.pekko.cluster.ddata.LWWRegisterKey;
import org.apache.pekko.cluster.ddata.SelfUniqueAddress;
import org.apache.pekko.cluster.ddata.typed.javadsl.DistributedData;
import org.apache.pekko.cluster.ddata.typed.javadsl.Replicator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// Ways to ask whether a topic is quiet, on the thread that has to know: one of 1,024 topics, at
/// random.
@State(Scope.Benchmark)
public class ReadsBenchmark {
  private static final int TOPICS = 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final List<TopicName> names = new ArrayList<>();
  private final List<Feed> feeds = new ArrayList<>();
  private final Map<TopicName, Snapshot> map = new ConcurrentHashMap<>();
  private final Cache<TopicName, Snapshot> cache =
      Caffeine.newBuilder().maximumSize(TOPICS).expireAfterWrite(Duration.ofHours(1)).build();
  private final List<ActorRef<Ask>> owners = new ArrayList<>();
  private final List<Key<LWWRegister<Snapshot>>> keys = new ArrayList<>();
  private final Loops loops = Loops.open("auto", OptionalInt.of(1));
  private final ActorSystem<Void> system =
      ActorSystem.create(
          Behaviors.empty(),
          Cluster.NAME,
          ActorSystemSetup.create(
              new OnLoops.Loops(loops.each()),
              BootstrapSetup.create(
                  NodeConfig.of(ClusterSettings.Network.LONE, Map.of("pekko.loglevel", "OFF")))));
  private final ActorRef<Replicator.Command> replicator = DistributedData.get(system).replicator();

  /// What an owner is asked for.
  record Ask(ActorRef<Snapshot> replyTo) {}

  @Setup
  public void fill() {
    SelfUniqueAddress self = DistributedData.get(system).selfUniqueAddress();
    for (int i = 0; i < TOPICS; i++) {
      TopicName name = new TopicName("room:topic-" + i);
      Snapshot snapshot =
          TopicState.born(name, new Epoch("first"), KindSettings.DEFAULT, new EventFrames(), 0)
              .snapshot();
      Log log = new TopicLogs().open(name, KindSettings.DEFAULT);
      log.publish(snapshot);
      names.add(name);
      feeds.add(log);
      map.put(name, snapshot);
      cache.put(name, snapshot);
      owners.add(owner(snapshot, i));
      keys.add(replicated(self, snapshot));
    }
  }

  private ActorRef<Ask> owner(Snapshot snapshot, int i) {
    return system.systemActorOf(
        Behaviors.receiveMessage((Ask ask) -> {
          ask.replyTo().tell(snapshot);
          return Behaviors.same();
        }),
        "owner-" + i,
        DispatcherSelector.fromConfig(NodeConfig.TOPICS_DISPATCHER));
  }

  private Key<LWWRegister<Snapshot>> replicated(SelfUniqueAddress self, Snapshot snapshot) {
    Key<LWWRegister<Snapshot>> key = LWWRegisterKey.create(snapshot.topic().value());
    AskPattern.<Replicator.Command, Replicator.UpdateResponse<LWWRegister<Snapshot>>>ask(
            replicator,
            replyTo ->
                new Replicator.Update<>(
                    key,
                    LWWRegister.create(self, snapshot),
                    Replicator.writeLocal(),
                    replyTo,
                    register -> register),
            PATIENCE,
            system.scheduler())
        .toCompletableFuture()
        .join();
    return key;
  }

  @TearDown
  public void stop() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
    loops.close();
  }

  private static int any() {
    return ThreadLocalRandom.current().nextInt(TOPICS);
  }

  /// Ours: a membership has its topic's feed, which has the snapshot in a volatile field.
  @Benchmark
  public boolean snapshot() {
    return feeds.get(any()).snapshot().quiet().isPresent();
  }

  @Benchmark
  public boolean concurrentHashMap() {
    Snapshot snapshot = map.get(names.get(any()));
    return snapshot != null && snapshot.quiet().isPresent();
  }

  @Benchmark
  public boolean caffeine() {
    Snapshot snapshot = cache.getIfPresent(names.get(any()));
    return snapshot != null && snapshot.quiet().isPresent();
  }

  /// The answer is waited for: the time is that until it is there.
  @Benchmark
  public boolean askOwner() {
    return AskPattern.ask(owners.get(any()), Ask::new, PATIENCE, system.scheduler())
        .toCompletableFuture()
        .join()
        .quiet()
        .isPresent();
  }

  /// The replicator's copy on this node, which is had by asking, too.
  @Benchmark
  public boolean distributedData() {
    Key<LWWRegister<Snapshot>> key = keys.get(any());
    Replicator.GetResponse<LWWRegister<Snapshot>> answer =
        AskPattern.<Replicator.Command, Replicator.GetResponse<LWWRegister<Snapshot>>>ask(
                replicator,
                replyTo -> new Replicator.Get<>(key, Replicator.readLocal(), replyTo),
                PATIENCE,
                system.scheduler())
            .toCompletableFuture()
            .join();
    return answer instanceof Replicator.GetSuccess<LWWRegister<Snapshot>> found
        && found.get(key).value().quiet().isPresent();
  }
}
