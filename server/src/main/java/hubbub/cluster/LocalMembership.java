package hubbub.cluster;

import hubbub.topic.Command;
import hubbub.topic.MembershipId;
import hubbub.topic.port.Subscriber;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// One membership of this node. Confined to the replica.
///
///     Joining ── answered ok ──▶ Joined ── leave ──▶ Leaving ── its Left is shown ──▶ gone
///        └── refused, or leave ──▶ gone  └── any other end ──▶ gone
final class LocalMembership {
  /// The state of a membership.
  sealed interface Phase {
    /// The join has not been answered.
    record Joining(Command.Join command) implements Phase {}

    /// The owner has let it in.
    record Joined() implements Phase {}

    /// It is leaving, as soon as an owner has decided so.
    record Leaving(Command.How how) implements Phase {}
  }

  private static final Phase JOINED = new Phase.Joined();

  private final MembershipId id;
  private final long sinceNanos;
  private Subscriber subscriber;
  private Phase phase;
  private @Nullable Queue<ToReplica.Send> unanswered;
  private int held;

  LocalMembership(ToReplica.Join join) {
    this.id = join.membership();
    this.sinceNanos = join.sinceNanos();
    this.subscriber = join.subscriber();
    this.phase = new Phase.Joining(join.command());
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

  /// When its join began to wait.
  long sinceNanos() {
    return sinceNanos;
  }

  boolean isJoined() {
    return phase instanceof Phase.Joined;
  }

  void joined() {
    phase = JOINED;
  }

  void leave(Command.How how) {
    phase = new Phase.Leaving(how);
  }

  /// Stops calls to its subscriber.
  void silence() {
    subscriber = SilentSubscriber.INSTANCE;
  }

  /// Keeps a command until it is answered. `isHeld` means that the owner has not been sent it yet.
  void keep(ToReplica.Send send, boolean isHeld) {
    Queue<ToReplica.Send> queue = unanswered;
    if (queue == null) {
      queue = new ArrayDeque<>(4);
      unanswered = queue;
    }
    queue.add(send);
    held += isHeld ? 1 : 0;
  }

  /// How many of the kept commands the owner has not been sent yet.
  int held() {
    return held;
  }

  /// The kept commands, in order, to be sent to the owner. None of them counts as held any more.
  List<ToReplica.Send> release() {
    held = 0;
    return unanswered == null ? List.of() : List.copyOf(unanswered);
  }

  /// Whether a command waits for its answer.
  boolean isWaiting() {
    return unanswered != null && !unanswered.isEmpty();
  }

  /// Takes back the commands that began to wait before `sinceNanos` and can be refused: the owner
  /// has not been sent them, or does them once, however often they are asked for ([#isRepeatable]).
  List<ToReplica.Send> takeOverdue(long sinceNanos) {
    List<ToReplica.Send> overdue = new ArrayList<>(0);
    int sent = unanswered == null ? 0 : unanswered.size() - held;
    for (ToReplica.Send send :
        unanswered == null ? List.<ToReplica.Send>of() : List.copyOf(unanswered)) {
      boolean isHeld = sent-- <= 0;
      if (send.sinceNanos() - sinceNanos < 0 && (isHeld || isRepeatable(send.command()))) {
        overdue.add(send);
        held -= isHeld ? 1 : 0;
        var _ = forget(send.number());
      }
    }
    return overdue;
  }

  /// Whether a topic carries out a command once, however often it is asked for.
  static boolean isRepeatable(Command command) {
    return command instanceof Command.Send send && send.nonce().isPresent();
  }

  /// Forgets a command that has been answered.
  ///
  /// @return whether it was kept
  boolean forget(long number) {
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
