package hubbub.cluster;

import hubbub.cluster.sim.SimSoftware;
import hubbub.topic.KindSettings;
import hubbub.topic.Newcomers;
import hubbub.topic.Refusal;
import hubbub.topic.Registration;
import hubbub.topic.TopicName;
import hubbub.topic.TopicSettings;
import hubbub.topic.TopicState;
import hubbub.topic.port.Topics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/// The production code on a node of a simulated cluster. Its topics are of three kinds: a `room`
/// lives for longer than a run, and so does a `lounge`, which is registered; a `brief` one ends
/// soon after its last member has gone.
public final class SimulatedNode implements SimSoftware.Running {
  private static final int MOST_LOUNGES = 3;
  private static final long FOREVER_MILLIS = 3_600_000;
  private static final long BRIEFLY_MILLIS = 1_000;

  /// So little that most topics take several parts.
  private static final int MOST_PART_BYTES = 1_000;

  private final Map<TopicName, TopicCopy> replicas = new LinkedHashMap<>();
  private final Cluster cluster;

  private SimulatedNode(SlowStore store, SimSoftware.Seams seams) {
    ClusterSettings settings =
        new ClusterSettings(
            Map.of(
                "room", kind(FOREVER_MILLIS),
                "lounge", kind(FOREVER_MILLIS),
                "brief", kind(BRIEFLY_MILLIS)),
            seams.encoding(),
            seams.epochFrame(),
            seams.logs(),
            seams.loops(),
            Newcomers.UNLIMITED,
            new DelayedStore(store, seams.loops().getFirst(), seams.chance()),
            (_, prefix) -> prefix.toString());
    cluster =
        Cluster.start(
            settings,
            Optional.of(new Cluster.Joining(seams.fabric(), () -> {})),
            new Cluster.Seams(
                new Time(seams),
                inner -> new Watched(inner, replicas),
                new Slices(
                    seams.chance().nextInt(MOST_PART_BYTES),
                    1 + seams.chance().nextInt(2),
                    1 + seams.chance().nextInt(3))));
  }

  /// The production code, for all nodes of one run: they have a store in common.
  public static SimSoftware software() {
    SlowStore store = new SlowStore(Runnable::run);
    for (int i = 0; i < MOST_LOUNGES; i++) {
      store.register(
          new TopicName("lounge:" + i), new Registration(TopicSettings.DEFAULT, 1, 0, "ops"));
    }
    return seams -> new SimulatedNode(store, seams);
  }

  private static ClusterSettings.Kind kind(long lingerMillis) {
    KindSettings usual = KindSettings.DEFAULT;
    return new ClusterSettings.Kind(
        new KindSettings(
            usual.history(),
            usual.historyBytes(),
            0,
            lingerMillis,
            usual.listed(),
            usual.found(),
            usual.founderRank(),
            usual.succession(),
            usual.keywords(),
            usual.presenceLimit(),
            OptionalInt.empty(),
            usual.maxBody(),
            usual.surge(),
            usual.ranks()),
        Optional.empty());
  }

  private record Time(SimSoftware.Seams seams) implements Clocks {
    @Override
    public long epochMillis() {
      return seams.epochMillis().getAsLong();
    }

    @Override
    public long nanos() {
      return seams.nanos().getAsLong();
    }

    @Override
    public RandomGenerator chance() {
      return seams.chance();
    }
  }

  /// Remembers the replicas that look for an owner, to read their states.
  private record Watched(Placement inner, Map<TopicName, TopicCopy> replicas) implements Placement {
    @Override
    public void attach(TopicName topic, TopicCopy replica) {
      replicas.put(topic, replica);
      inner.attach(topic, replica);
    }

    @Override
    public void holds(TopicName topic, TopicCopy replica) {
      replicas.put(topic, replica);
      inner.holds(topic, replica);
    }

    @Override
    public void drops(TopicName topic) {
      inner.drops(topic);
    }

    @Override
    public void refused(TopicName topic, Refusal refusal) {
      inner.refused(topic, refusal);
    }

    @Override
    public void unreadable(TopicName topic) {
      inner.unreadable(topic);
    }

    @Override
    public CompletionStage<Void> ready() {
      return inner.ready();
    }

    @Override
    public CompletionStage<Void> stop() {
      return inner.stop();
    }
  }

  @Override
  public Topics topics() {
    return cluster;
  }

  @Override
  public CompletionStage<Void> leave() {
    return cluster.leave();
  }

  @Override
  public List<TopicState> states() {
    return replicas.values().stream()
        .flatMap(replica -> replica.seed().stream())
        .map(Follower.Seed::state)
        .toList();
  }
}
