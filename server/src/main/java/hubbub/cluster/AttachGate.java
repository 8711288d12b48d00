package hubbub.cluster;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Limits how many replicas of each shard look for an owner at once, so that a slow [Placement] is
/// not flooded, and a shard without a home holds up no other. Any thread.
final class AttachGate {
  private final Way[] ways;

  AttachGate(int placesOfShard) {
    ways =
        IntStream.range(0, Shards.COUNT).mapToObj(_ -> new Way(placesOfShard)).toArray(Way[]::new);
  }

  /// Runs `go` when there is a place for that shard: now, or later on the thread that gives one
  /// back.
  void enter(int shard, Runnable go) {
    ways[shard].enter(go);
  }

  /// Gives a place back.
  void leave(int shard) {
    ways[shard].leave();
  }

  /// How many places are taken.
  int taken() {
    return Stream.of(ways).mapToInt(Way::taken).sum();
  }

  private static final class Way {
    private final int places;
    private final Queue<Runnable> waiting = new ArrayDeque<>(0);
    private int taken;

    Way(int places) {
      this.places = places;
    }

    void enter(Runnable go) {
      if (take(go)) {
        go.run();
      }
    }

    private synchronized boolean take(Runnable go) {
      if (taken < places) {
        taken++;
        return true;
      }
      waiting.add(go);
      return false;
    }

    void leave() {
      Runnable next = next();
      if (next != null) {
        next.run();
      }
    }

    private synchronized @Nullable Runnable next() {
      Runnable next = waiting.poll();
      if (next == null) {
        taken--;
      }
      return next;
    }

    synchronized int taken() {
      return taken;
    }
  }
}
