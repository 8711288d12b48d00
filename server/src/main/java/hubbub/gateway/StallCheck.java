package hubbub.gateway;

import hubbub.fanout.SocketOutlet;

/// For how long bytes have been waiting for a client that takes none. Reads no clock. Confined to
/// the connection's loop.
final class StallCheck {
  private final SocketOutlet outlet;
  private long tookNanos;
  private long takenBytes;

  StallCheck(SocketOutlet outlet, long nowNanos) {
    this.outlet = outlet;
    this.tookNanos = nowNanos;
  }

  /// Looks whether the client has taken bytes since the last look; `lateNanos` before that do not
  /// count. Returns for how long bytes have been waiting without it taking any.
  long look(long nowNanos, long lateNanos) {
    tookNanos += Math.min(lateNanos, nowNanos - tookNanos);
    long taken = outlet.takenBytes();
    if (taken > takenBytes || outlet.waitingBytes() == 0) {
      tookNanos = nowNanos;
    }
    takenBytes = taken;
    return nowNanos - tookNanos;
  }
}
