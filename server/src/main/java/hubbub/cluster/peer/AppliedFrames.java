package hubbub.cluster.peer;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;

/// Up to which frame all loops have applied what a lane brought, and whether somebody will
/// acknowledge it. No lock: each number has one writer, and only grows.
final class AppliedFrames {
  private final AtomicLongArray given;
  private final AtomicLongArray done;
  private final AtomicBoolean isAckDue = new AtomicBoolean();
  private volatile long received;

  AppliedFrames(int loops) {
    this.given = new AtomicLongArray(loops);
    this.done = new AtomicLongArray(loops);
  }

  /// A loop is about to be given something of frame `seq`. The fabric's thread, in order, before
  /// [#received].
  void given(int loop, long seq) {
    given.set(loop, seq);
  }

  /// All loops that `seq` has something for are known. The fabric's thread, in order.
  void received(long seq) {
    received = seq;
  }

  /// A loop has applied what it was given of `seq`. That loop, in order. True if the caller must
  /// have this acknowledged later; false if somebody else is about to.
  boolean done(int loop, long seq) {
    done.set(loop, seq);
    return isAckDue.compareAndSet(false, true);
  }

  /// Somebody acknowledges now what [#applied] says after this. Any thread.
  void acknowledging() {
    isAckDue.set(false);
  }

  /// The last frame that came in order. Any thread.
  long received() {
    return received;
  }

  /// All frames up to this one have been applied. At most what [#received()] says afterwards. Any
  /// thread.
  long applied() {
    long applied = received;
    for (int loop = 0; loop < given.length(); loop++) {
      long mustBeDone = given.get(loop);
      long isDone = done.get(loop);
      if (isDone < mustBeDone) {
        applied = Math.min(applied, isDone);
      }
    }
    return applied;
  }
}
