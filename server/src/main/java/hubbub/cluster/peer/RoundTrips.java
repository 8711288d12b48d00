package hubbub.cluster.peer;

/// When the newest [Frame.Ping] was sent that a peer has answered. Any thread; answers are taken on
/// the fabric's.
final class RoundTrips {
  private final PeerLink link;
  private volatile boolean isAnswered;
  private volatile long sentNanos;

  RoundTrips(PeerLink link) {
    this.link = link;
  }

  NodeId peer() {
    return link.peer();
  }

  /// Sends a ping, which carries the time.
  void ping(long nowNanos) {
    link.send(new Frame.Ping(nowNanos));
  }

  /// The ping of this time was answered. An answer from the future is none. The fabric's thread.
  void answered(long pingNanos, long nowNanos) {
    if (pingNanos - nowNanos > 0) {
      link.ignored();
    } else if (!isAnswered || pingNanos - sentNanos > 0) {
      sentNanos = pingNanos;
      isAnswered = true;
    }
  }

  /// Whether a ping was answered that was sent within this time. False before the first answer.
  boolean isWithin(long nanos, long nowNanos) {
    return isAnswered && nowNanos - sentNanos <= nanos;
  }
}
