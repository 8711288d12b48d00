package hubbub.cluster;

import hubbub.topic.TopicName;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A replica's attempt to find an owner. It waits for a place in the gate, then tries, and retries
/// after 0.5, 1, 2, 2 … s, each multiplied by a random factor from 0.5 to 1.5, until the replica is
/// attached, or refused for good. If it is refused for now, others have its place until the next
/// try. Confined to the replica.
final class AttachAttempt {
  private static final long[] WAIT_MILLIS = {500, 1_000, 2_000};

  private final Inbox inbox;
  private final AttachGate gate;
  private final int shard;
  private final Supplier<RandomGenerator> chance;
  private @Nullable Future<?> next;
  private int turn;
  private boolean isResting;

  private AttachAttempt(Inbox inbox, Node node, int shard) {
    this.inbox = inbox;
    this.gate = node.gate();
    this.shard = shard;
    this.chance = node.time()::chance;
  }

  /// Begins an attempt. A [ToReplica.AttachNow] tells the replica when to try.
  static AttachAttempt begin(Inbox inbox, Node node, TopicName topic) {
    AttachAttempt begun = new AttachAttempt(inbox, node, Shards.of(topic));
    begun.enter();
    return begun;
  }

  /// Tries as soon as there is a place.
  void enter() {
    isResting = false;
    ToReplica now = new ToReplica.AttachNow(this, turn);
    gate.enter(shard, () -> inbox.tell(now));
  }

  /// Gives the place back until the next try, which must [#enter] again.
  void rest() {
    if (!isResting) {
      isResting = true;
      gate.leave(shard);
    }
  }

  boolean isResting() {
    return isResting;
  }

  /// Whether `askedTurn` is the current try; messages of earlier ones are out of date.
  boolean isAt(int askedTurn) {
    return askedTurn == turn;
  }

  /// Schedules the next try.
  void tryLater() {
    long wait = WAIT_MILLIS[Math.min(turn, WAIT_MILLIS.length - 1)];
    long spread = wait / 2 + chance.get().nextLong(wait);
    next = inbox.tellAfter(spread, new ToReplica.AttachNow(this, ++turn));
  }

  /// Tries without waiting any longer: whoever was asked last is not going to answer.
  void tryNow() {
    cancelNext();
    inbox.tell(new ToReplica.AttachNow(this, ++turn));
  }

  /// Ends the attempt and gives its place back. Call this once.
  void end() {
    cancelNext();
    rest();
  }

  private void cancelNext() {
    if (next != null) {
      next.cancel(false);
    }
  }
}
