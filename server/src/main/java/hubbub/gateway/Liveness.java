package hubbub.gateway;

import hubbub.fanout.SocketOutlet;
import hubbub.wire.CloseReason;
import hubbub.wire.ServerFrames;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Whether one client is still there: when it last sent something, when it last took something, and
/// whether it owes an answer to a ping. Reads no clock: `nowNanos` is the time. Confined to the
/// connection's loop.
///
///     heard ── challenged ──▶ pinged ── any frame in time ──▶ heard
///       └── silent for the idle timeout ──▶ idle ◀── no frame in time ── pinged
///
/// Silence counts only while the socket is being read from: until then, a challenge waits with its
/// ping.
final class Liveness {
  private final SocketOutlet outlet;
  private final Limits limits;
  private long heardNanos;
  private long tookNanos;
  private long takenBytes;
  private long silenceNanos;
  private long pingedNanos;
  private boolean isChallenged;
  private boolean isPinged;

  Liveness(SocketOutlet outlet, Limits limits, long nowNanos) {
    this.outlet = outlet;
    this.limits = limits;
    this.heardNanos = nowNanos;
    this.tookNanos = nowNanos;
  }

  /// The client has sent a frame.
  ///
  /// @return whether that answers a challenge
  boolean heard(long nowNanos) {
    boolean isAnswer = isChallenged;
    heardNanos = nowNanos;
    isPinged = false;
    isChallenged = false;
    return isAnswer;
  }

  /// Asks the client for a sign of life within `millis`, unless it has been asked already.
  void challenge(long millis, long nowNanos) {
    if (!isChallenged) {
      isChallenged = true;
      silenceNanos = TimeUnit.MILLISECONDS.toNanos(millis);
      ping(nowNanos);
    }
  }

  /// Pings the client, unless it is not being read from and its answer would go unseen.
  private void ping(long nowNanos) {
    if (!isPinged && outlet.isReading()) {
      isPinged = true;
      pingedNanos = nowNanos;
      outlet.write(ServerFrames.ping());
      outlet.flush();
    }
  }

  /// Checks the timeouts; to be called about once a second. Returns why the connection must be
  /// closed; empty if it need not be.
  Optional<CloseReason> check(long nowNanos) {
    if (tookNothing(nowNanos) >= limits.stalled().toNanos()) {
      return Optional.of(CloseReason.STALLED);
    }
    if (!outlet.isReading()) {
      heardNanos = nowNanos;
      isPinged = false;
    } else if (isSilent(nowNanos)) {
      return Optional.of(CloseReason.IDLE);
    } else if (isChallenged) {
      ping(nowNanos);
    }
    return Optional.empty();
  }

  /// Looks whether the client has taken bytes since the last look. Returns for how long bytes have
  /// been waiting without it taking any.
  private long tookNothing(long nowNanos) {
    long taken = outlet.takenBytes();
    if (taken > takenBytes || outlet.waitingBytes() == 0) {
      tookNanos = nowNanos;
    }
    takenBytes = taken;
    return nowNanos - tookNanos;
  }

  private boolean isSilent(long nowNanos) {
    return nowNanos - heardNanos >= limits.idle().toNanos()
        || (isPinged && nowNanos - pingedNanos >= silenceNanos);
  }
}
