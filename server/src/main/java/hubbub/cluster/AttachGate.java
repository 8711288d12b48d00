package hubbub.cluster;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Limits how many replicas of this node look for an owner at once, so that a slow [Placement] is
/// not flooded. Any thread.
final class AttachGate {
  private final int places;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int taken;

  AttachGate(int places) {
    this.places = places;
  }

  /// Runs `go` when there is a place: now, or later on the thread that gives one back.
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

  /// Gives a place back.
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

  /// How many places are taken.
  synchronized int taken() {
    return taken;
  }
}
