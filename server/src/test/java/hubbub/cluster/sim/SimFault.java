package hubbub.cluster.sim;

import hubbub.cluster.sim.SimCluster.SimNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// What goes wrong in a cluster. Times are milliseconds.
sealed interface SimFault {
  /// The node at a place dies, and is started again after that time.
  record Crash(int place, long restartMillis) implements SimFault {}

  /// The node at a place stands still.
  record Pause(int place, long millis) implements SimFault {}

  /// The nodes at some places and all others don't hear each other.
  record Split(Set<Integer> side, long millis) implements SimFault {
    public Split {
      side = Set.copyOf(side);
    }

    @Override
    public String toString() {
      return "Split[side=" + new TreeSet<>(side) + ", millis=" + millis + "]";
    }
  }

  /// The node at a place is not heard, or, if `isDeaf`, hears nobody.
  record OneWay(int place, boolean isDeaf, long millis) implements SimFault {}

  /// Two nodes don't hear each other.
  record CutLink(int one, int other, long millis) implements SimFault {}

  /// The network loses, doubles and delays much.
  record Storm(long millis) implements SimFault {}

  /// The node at a place leaves, and another is started there that time after it has ended.
  record Leave(int place, long restartMillis) implements SimFault {}

  /// Some shards move to other nodes; `part` of four parts.
  record Rebalance(int part) implements SimFault {}

  /// Somebody sets the clock of the node at a place.
  record SetClock(int place, long byMillis) implements SimFault {}

  /// Makes it happen now.
  default void happen(SimCluster cluster, SimScheduler scheduler) {
    switch (this) {
      case Crash(int place, long restart) -> cluster.crash(place, nanos(restart));
      case Pause(int place, long millis) -> cluster.pause(place, nanos(millis));
      case Leave(int place, long restart) -> cluster.leave(place, nanos(restart));
      case Split(Set<Integer> side, long millis) -> {
        List<Integer> sorted = List.copyOf(new TreeSet<>(side));
        List<Integer> others =
            IntStream.range(0, cluster.places()).filter(it -> !side.contains(it)).boxed().toList();
        for (int one : sorted) {
          others.forEach(other -> cutBothWays(cluster, scheduler, one, other, millis));
        }
      }
      case OneWay(int place, boolean isDeaf, long millis) ->
          IntStream.range(0, cluster.places())
              .filter(it -> it != place)
              .forEach(other -> {
                if (isDeaf) {
                  cut(cluster, scheduler, other, place, millis);
                } else {
                  cut(cluster, scheduler, place, other, millis);
                }
              });
      case CutLink(int one, int other, long millis) ->
          cutBothWays(cluster, scheduler, one, other, millis);
      case Storm(long millis) -> {
        cluster.network().weather(SimNetwork.Weather.STORM);
        scheduler.after(nanos(millis), () -> cluster.network().weather(SimNetwork.Weather.USUAL));
      }
      case Rebalance(int part) ->
          cluster.homes().shards().stream()
              .filter(shard -> shard % 4 == part)
              .forEach(cluster.homes()::rebalance);
      case SetClock(int place, long by) ->
          cluster.at(place).map(SimNode::machine).ifPresent(it -> it.setClock(by));
    }
  }

  private static void cutBothWays(
      SimCluster cluster, SimScheduler scheduler, int one, int other, long millis) {
    cut(cluster, scheduler, one, other, millis);
    cut(cluster, scheduler, other, one, millis);
  }

  private static void cut(
      SimCluster cluster, SimScheduler scheduler, int from, int to, long millis) {
    cluster.network().cut(from, to);
    scheduler.after(nanos(millis), () -> cluster.network().heal(from, to));
  }

  private static long nanos(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
