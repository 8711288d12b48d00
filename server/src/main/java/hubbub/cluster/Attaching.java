package hubbub.cluster;

import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// A replica on its way to an owner: it waits for its place among those that attach, asks, and asks
/// again after 0.5, 1, 2, 2 … s, each half as long to one and a half times. Confined to the
/// replica.
final class Attaching {
  private static final long[] WAIT_MILLIS = {500, 1_000, 2_000};

  private final Inbox inbox;
  private final AttachGate gate;
  private @Nullable Future<?> overdue;
  private int turn;

  private Attaching(Inbox inbox, AttachGate gate) {
    this.inbox = inbox;
    this.gate = gate;
  }

  /// Wants to attach: [ToReplica.AttachNow] tells when it may.
  static Attaching begin(Inbox inbox, AttachGate gate) {
    Attaching begun = new Attaching(inbox, gate);
    ToReplica now = new ToReplica.AttachNow(begun, 0);
    gate.enter(() -> inbox.tell(now));
    return begun;
  }

  /// Whether it is time to ask; if so, it will be again, unless an answer comes.
  boolean isDue(int atTurn) {
    if (atTurn != turn) {
      return false;
    }
    long wait = WAIT_MILLIS[Math.min(turn, WAIT_MILLIS.length - 1)];
    long spread = wait / 2 + ThreadLocalRandom.current().nextLong(wait);
    ToReplica again = new ToReplica.AttachNow(this, ++turn);
    overdue = inbox.tellAfter(spread, again);
    return true;
  }

  /// What to ask.
  ToOwner.Attach ask(int node, Reached reached, List<Integer> named) {
    return new ToOwner.Attach(node, inbox, reached, named, turn > 1);
  }

  /// Asks again at once.
  void again() {
    if (overdue != null) {
      overdue.cancel(false);
      inbox.tell(new ToReplica.AttachNow(this, turn));
    }
  }

  /// The answer came.
  void end() {
    if (overdue != null) {
      overdue.cancel(false);
    }
    gate.leave();
  }
}
