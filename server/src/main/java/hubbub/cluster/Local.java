package hubbub.cluster;

import hubbub.topic.Command;
import hubbub.topic.MembershipId;
import hubbub.topic.Subscriber;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// One membership of this node, as its replica knows it. Confined to the replica.
///
///     JOINING ── answered ok ──▶ JOINED ── leave ──▶ LEAVING ── Left applied ──▶ gone
///        │  └── leave, then answered ok ──────────────▲  │
///        └── refused ──▶ gone                            └── any other end ──▶ gone
final class Local {
  /// Where a membership stands.
  enum Phase {
    JOINING,
    JOINED,
    LEAVING
  }

  private final MembershipId id;
  private ToReplica.@Nullable Join request;
  private Subscriber subscriber;
  private Phase phase = Phase.JOINING;
  private Command.@Nullable How leaving;
  private @Nullable Queue<ToReplica.Send> unanswered;
  private int held;

  Local(ToReplica.Join request) {
    this.id = request.membership();
    this.request = request;
    this.subscriber = request.subscriber();
  }

  MembershipId id() {
    return id;
  }

  Subscriber subscriber() {
    return subscriber;
  }

  Phase phase() {
    return phase;
  }

  /// The join, while it is not answered.
  Command.@Nullable Join join() {
    return request == null ? null : request.join();
  }

  /// How the membership is to end; null while it is not.
  Command.@Nullable How leaving() {
    return leaving;
  }

  /// The join was answered ok.
  void joined() {
    request = null;
    phase = leaving == null ? Phase.JOINED : Phase.LEAVING;
  }

  /// The membership is to end; before its join is answered, only then.
  void leave(Command.How how) {
    leaving = how;
    if (how == Command.How.LOST) {
      subscriber = Silent.SUBSCRIBER;
    }
    if (phase == Phase.JOINED) {
      phase = Phase.LEAVING;
    }
  }

  /// Keeps a command until it is answered, so that it can be asked again.
  void keep(ToReplica.Send send, boolean isHeld) {
    Queue<ToReplica.Send> queue = unanswered;
    if (queue == null) {
      queue = new ArrayDeque<>(4);
      unanswered = queue;
    }
    queue.add(send);
    held += isHeld ? 1 : 0;
  }

  /// How many kept commands have not been asked yet.
  int held() {
    return held;
  }

  /// Gives out all that is kept, in order, to be asked: from now on none is held.
  Iterable<ToReplica.Send> release() {
    held = 0;
    return unanswered == null ? List.of() : List.copyOf(unanswered);
  }

  /// A command was answered; tells whether it was kept.
  boolean answered(long number) {
    Queue<ToReplica.Send> queue = unanswered;
    if (queue == null) {
      return false;
    }
    for (Iterator<ToReplica.Send> all = queue.iterator(); all.hasNext(); ) {
      if (all.next().number() == number) {
        all.remove();
        return true;
      }
    }
    return false;
  }
}
