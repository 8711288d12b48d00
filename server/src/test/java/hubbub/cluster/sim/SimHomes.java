package hubbub.cluster.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Which member is the home of a shard, as Pekko's sharding would have it: the oldest member
/// decides, as long as it is connected to a majority. A shard moves only when its home has closed
/// it, has taken too long for that, or was removed; a home that was removed may still run.
final class SimHomes {
  private static final long MOST_ALLOCATION = TimeUnit.MILLISECONDS.toNanos(400);
  private static final long MOST_WAKING = TimeUnit.MILLISECONDS.toNanos(50);
  private static final double LOST_WAKES = 0.1;
  private static final double FORCED_CLOSES = 0.2;
  private static final long MOST_UNTIL_FORCED = TimeUnit.MILLISECONDS.toNanos(1_000);
  private static final double REOPENED_UNASKED = 0.5;

  private final SimScheduler scheduler;
  private final RandomGenerator chance;
  private final Map<Integer, Home> homes = new TreeMap<>();
  private final Map<SimFabric, Runnable> leaving = new HashMap<>();
  private final Set<Integer> allocating = new HashSet<>();
  private @Nullable SimMembership membership;
  private long closings;

  /// `closing` is the number of the attempt to close it; 0 if there is none.
  private record Home(SimFabric node, long closing) {
    boolean isClosing() {
      return closing != 0;
    }
  }

  SimHomes(SimScheduler scheduler) {
    this.scheduler = scheduler;
    this.chance = scheduler.chance();
  }

  /// Call this before anything else.
  void watch(SimMembership members) {
    membership = members;
  }

  private SimMembership members() {
    if (membership == null) {
      throw new IllegalStateException("no members to watch");
    }
    return membership;
  }

  /// The home of a shard, if it has one.
  Optional<SimFabric> of(int shard) {
    return Optional.ofNullable(homes.get(shard)).map(Home::node);
  }

  /// The shards that have a home.
  List<Integer> shards() {
    return List.copyOf(homes.keySet());
  }

  /// A node wants the shard to have a home.
  void wake(SimFabric by, int shard) {
    if (homes.containsKey(shard) || allocating.contains(shard)) {
      return;
    }
    Optional<SimFabric> coordinator = members().coordinator();
    boolean isHeard =
        coordinator.filter(it -> members().isConnected(by, it)).isPresent()
            && members().isMember(by)
            && chance.nextDouble() >= LOST_WAKES;
    if (isHeard) {
      scheduler.after(chance.nextLong(MOST_WAKING), () -> allocate(shard));
    }
  }

  /// Gives a shard a home after a while, if it has none.
  private void allocate(int shard) {
    if (!homes.containsKey(shard) && allocating.add(shard)) {
      scheduler.after(
          chance.nextLong(MOST_ALLOCATION),
          () -> {
            allocating.remove(shard);
            members().coordinator().ifPresent(it -> open(shard, candidates(it)));
          });
    }
  }

  /// The members that the coordinator takes for reachable, whether they are or not.
  private List<SimFabric> candidates(SimFabric coordinator) {
    return members().all().stream()
        .filter(SimFabric::isUp)
        .filter(it -> members().isReachable(coordinator, it) && !leaving.containsKey(it))
        .toList();
  }

  private void open(int shard, List<SimFabric> candidates) {
    if (!candidates.isEmpty() && !homes.containsKey(shard)) {
      SimFabric node = candidates.get(chance.nextInt(candidates.size()));
      homes.put(shard, new Home(node, 0));
      node.tellOfShards(chance.nextLong(MOST_WAKING), events -> events.open(shard));
    }
  }

  /// Moves a shard to another node, if its home can close it.
  void rebalance(int shard) {
    Home home = homes.get(shard);
    if (home != null && !home.isClosing() && members().coordinator().isPresent()) {
      close(shard, home.node(), () -> allocate(shard));
    }
  }

  private void close(int shard, SimFabric node, Runnable then) {
    Home closing = new Home(node, ++closings);
    homes.put(shard, closing);
    Runnable closed =
        () -> {
          if (homes.remove(shard, closing)) {
            then.run();
          }
        };
    if (chance.nextDouble() < FORCED_CLOSES) {
      scheduler.after(chance.nextLong(MOST_UNTIL_FORCED), closed);
    }
    node.tellOfShards(
        chance.nextLong(MOST_WAKING),
        events -> events.close(shard, () -> scheduler.after(chance.nextLong(MOST_WAKING), closed)));
  }

  /// A node leaves: its shards are closed one after the other.
  void leave(SimFabric node, Runnable left) {
    if (leaving.putIfAbsent(node, left) == null) {
      closeNext(node, left);
    }
  }

  private void closeNext(SimFabric node, Runnable left) {
    Optional<Integer> next =
        homes.keySet().stream()
            .filter(it -> node.equals(of(it).orElseThrow()) && !isClosing(it))
            .findFirst();
    if (next.isPresent()) {
      close(
          next.get(),
          node,
          () -> {
            allocate(next.get());
            closeNext(node, left);
          });
    } else if (homes.values().stream().anyMatch(it -> it.node().equals(node))) {
      scheduler.after(MOST_WAKING, () -> closeNext(node, left));
    } else {
      members().leave(node);
      scheduler.after(chance.nextLong(MOST_ALLOCATION), () -> node.machine().run(left));
    }
  }

  private boolean isClosing(int shard) {
    Home home = homes.get(shard);
    return home != null && home.isClosing();
  }

  /// A node was removed: its shards have no home any more.
  void removed(SimFabric node) {
    leaving.remove(node);
    List<Integer> its = new ArrayList<>();
    homes.forEach((shard, home) -> {
      if (home.node().equals(node)) {
        its.add(shard);
      }
    });
    for (int shard : its) {
      homes.remove(shard);
      if (chance.nextDouble() < REOPENED_UNASKED) {
        allocate(shard);
      }
    }
  }
}
