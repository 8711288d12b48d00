package hubbub.cluster;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Lets at most so many replicas of this node attach at once: a region that is cold buffers what it
/// can't deliver yet, and drops what is too much. Any thread.
final class AttachGate {
  private final int places;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int taken;

  AttachGate(int places) {
    this.places = places;
  }

  /// Runs `go` when there is a place for it: now, or on the thread of whoever makes one free.
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

  synchronized int taken() {
    return taken;
  }
}
