package hubbub.gateway;

import hubbub.fanout.SocketOutlet;
import hubbub.wire.CloseReason;
import hubbub.wire.ServerFrames;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Whether one client is still there: when it last sent something, when it last took something,
/// since when it has been sending a message, and whether it owes an answer to a ping. Reads no
/// clock: `nowNanos` is the time. Confined to the connection's loop.
///
///     heard ── challenged ──▶ pinged ── any frame in time ──▶ heard
///       └── silent for the idle timeout ──▶ idle ◀── no frame in time ── pinged
///
/// Silence, and the time that a message takes, count only while the socket is being read from: until
/// then, a challenge waits with its ping.
final class Liveness {
  /// The time from a message's first byte to its last, fragments and all.
  private static final long MESSAGE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final SocketOutlet outlet;
  private final StallCheck stalls;
  private final Limits limits;
  private long heardNanos;
  private long silenceNanos;
  private long pingedNanos;
  private boolean isChallenged;
  private boolean isPinged;
  private long begunNanos;
  private boolean isInMessage;

  Liveness(SocketOutlet outlet, Limits limits, long nowNanos) {
    this.outlet = outlet;
    this.limits = limits;
    this.heardNanos = nowNanos;
    this.stalls = new StallCheck(outlet, nowNanos);
  }

  /// The client has sent something.
  ///
  /// @return whether that answers a challenge
  boolean heard(long nowNanos) {
    boolean isAnswer = isChallenged;
    heardNanos = nowNanos;
    isPinged = false;
    isChallenged = false;
    return isAnswer;
  }

  /// A message has arrived in part.
  void inMessage(long nowNanos) {
    if (!isInMessage) {
      isInMessage = true;
      begunNanos = nowNanos;
    }
  }

  /// All messages so far have arrived whole.
  void betweenMessages() {
    isInMessage = false;
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

  /// Checks the timeouts; to be called about once a second. For `lateNanos` before that, nobody
  /// could be heard; that time does not count. Returns why the connection must be closed; empty if
  /// it need not be.
  Optional<CloseReason> check(long nowNanos, long lateNanos) {
    forgive(nowNanos, lateNanos);
    if (stalls.look(nowNanos, lateNanos) >= limits.stalled().toNanos()) {
      return Optional.of(CloseReason.STALLED);
    }
    if (!outlet.isReading()) {
      heardNanos = nowNanos;
      begunNanos = nowNanos;
      isPinged = false;
    } else if (isSilent(nowNanos)) {
      return Optional.of(CloseReason.IDLE);
    } else if (isInMessage && nowNanos - begunNanos >= MESSAGE_NANOS) {
      return Optional.of(CloseReason.UNFINISHED);
    } else if (isChallenged) {
      ping(nowNanos);
    }
    return Optional.empty();
  }

  private void forgive(long nowNanos, long lateNanos) {
    heardNanos += Math.min(lateNanos, nowNanos - heardNanos);
    pingedNanos += Math.min(lateNanos, nowNanos - pingedNanos);
    begunNanos += Math.min(lateNanos, nowNanos - begunNanos);
  }

  private boolean isSilent(long nowNanos) {
    return nowNanos - heardNanos >= limits.idle().toNanos()
        || (isPinged && nowNanos - pingedNanos >= silenceNanos);
  }
}
