package hubbub.cluster.pekko;

import hubbub.cluster.peer.FabricEvents;
import java.util.concurrent.atomic.AtomicBoolean;

/// Sees to it that a node hears once that it is downed, and not at all if it leaves by itself. Any
/// thread.
final class Ending {
  private final AtomicBoolean isEnding = new AtomicBoolean();

  /// This node leaves, and need not be told.
  void leave() {
    isEnding.set(true);
  }

  /// This node must not go on.
  void down(FabricEvents events) {
    if (isEnding.compareAndSet(false, true)) {
      events.downed();
    }
  }
}
