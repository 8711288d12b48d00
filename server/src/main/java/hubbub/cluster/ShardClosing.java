package hubbub.cluster;

import hubbub.cluster.peer.NodeId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The end of a home that another node takes over from. It decides nothing any more, waits until
/// the others have what it decided, and lets them go. Confined to the shard's loop.
final class ShardClosing {
  /// Pekko ends a home that has not closed after 1 s, and opens another (see `handoff-timeout` in
  /// `pekko.conf`).
  private static final long LONGEST_MILLIS = 800;

  private final Owners owners;
  private final Runnable closed;
  private final Set<NodeId> waitedFor = new HashSet<>();
  private boolean isOver;

  /// Runs `closed` once it is over.
  ShardClosing(Owners owners, Runnable closed) {
    this.owners = owners;
    this.closed = closed;
  }

  /// Begins. What is asked from now on is asked again at the next home.
  void begin(Wire wire, long term, ScheduledExecutorService loop) {
    owners.pause();
    waitedFor.addAll(wire.others());
    for (NodeId other : List.copyOf(waitedFor)) {
      long place = wire.send(other, new NodeMessage.Closed(term));
      wire.whenApplied(other, place, () -> applied(other));
    }
    var _ = loop.schedule(this::finish, LONGEST_MILLIS, TimeUnit.MILLISECONDS);
    if (waitedFor.isEmpty()) {
      finish();
    }
  }

  private void applied(NodeId other) {
    if (waitedFor.remove(other) && waitedFor.isEmpty()) {
      finish();
    }
  }

  /// Ends the waiting.
  void finish() {
    if (!isOver) {
      isOver = true;
      owners.depose();
      closed.run();
    }
  }
}
