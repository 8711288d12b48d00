package hubbub.cluster.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Whether this node can reach a majority of its cluster: pings each peer every 500 ms. What counts
/// is when the newest answered ping was *sent*, by this node's clock, so that a node that was
/// stopped for a while knows at once that it may have been given up meanwhile.
///
/// Peers come and go on the fabric's thread, pings are sent on the first loop, and any thread may
/// ask: a few volatile reads.
final class Contact {
  private static final long PING_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long CONTACT_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final OwnLoops loops;
  private final LongSupplier nanos;
  private volatile List<RoundTrips> peers = List.of();
  private boolean isPinging;

  Contact(OwnLoops loops, LongSupplier nanos) {
    this.loops = loops;
    this.nanos = nanos;
  }

  /// A peer is a member from now on. It is pinged at once. The fabric's thread.
  void up(RoundTrips peer) {
    List<RoundTrips> more = new ArrayList<>(peers);
    more.add(peer);
    peers = List.copyOf(more);
    peer.ping(nanos.getAsLong());
    if (!isPinging) {
      isPinging = true;
      pingLater();
    }
  }

  /// A peer is no member any more. The fabric's thread.
  void removed(NodeId peer) {
    peers = peers.stream().filter(other -> !other.peer().equals(peer)).toList();
  }

  private void pingLater() {
    loops.schedule(0, this::ping, PING_NANOS);
  }

  private void ping() {
    pingLater();
    long now = nanos.getAsLong();
    peers.forEach(peer -> peer.ping(now));
  }

  /// See [Peers#hasContact].
  boolean isHeld() {
    List<RoundTrips> all = peers;
    long now = nanos.getAsLong();
    int reached = 1;
    for (RoundTrips peer : all) {
      reached += peer.isWithin(CONTACT_NANOS, now) ? 1 : 0;
    }
    return reached > (all.size() + 1) / 2;
  }
}
