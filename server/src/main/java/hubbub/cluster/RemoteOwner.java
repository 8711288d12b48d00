package hubbub.cluster;

import hubbub.cluster.peer.NodeId;
import hubbub.topic.Change;
import hubbub.topic.Command;
import hubbub.topic.MemberId;
import hubbub.topic.Outcome;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.TopicName;
import java.util.List;
import java.util.Optional;

/// The way from a replica to its topic's owner on another node, in one attempt to follow it:
///
///     attaching ── Attached ──▶ following ── Released, a gap, or the home is gone ──▶ over
///
/// Confined to the shard's loop.
final class RemoteOwner implements Decider {
  private final TopicName topic;
  private final TopicCopy replica;
  private final Wire wire;
  private final NodeId home;
  private final long term;
  private final long number;
  private Phase phase = Phase.ATTACHING;
  private boolean isUnneeded;

  /// What waits may have been carried out already, and must not be refused.
  private boolean isAskingAgain;

  private enum Phase {
    ATTACHING,
    FOLLOWING,
    OVER
  }

  /// Where an owner is: on that node, which is the shard's home of that term.
  record Home(NodeId node, long term) {}

  /// The `number`th attempt to have `replica` follow the owner of `topic` at `home`.
  RemoteOwner(TopicName topic, TopicCopy replica, Wire wire, Home home, long number) {
    this.topic = topic;
    this.replica = replica;
    this.wire = wire;
    this.home = home.node();
    this.term = home.term();
    this.number = number;
  }

  @Override
  public long term() {
    return term;
  }

  @Override
  public boolean isHere() {
    return false;
  }

  /// Asks to be attached.
  void attach() {
    send(new NodeMessage.Attach(topic, term, number, replica.isVisit(), replica.reached()));
  }

  private void send(NodeMessage message) {
    wire.send(home, message);
  }

  private boolean isMeant(long meant) {
    return phase == Phase.ATTACHING && meant == number && replica.isAttaching();
  }

  /// The owner has attached the replica. It goes on to where the owner is, and asks what waits.
  void attached(NodeMessage.Attached attached) {
    if (isMeant(attached.number())) {
      phase = Phase.FOLLOWING;
      guarded(() -> {
        replica.goOn(attached.catchUp());
        replica.attached(this, Optional.empty());
        isAskingAgain = true;
        replica.askWhatWaits();
        isAskingAgain = false;
        send(new NodeMessage.Settled(topic, term, reached()));
      });
    }
  }

  /// There is no owner for the replica. If somebody has come since who wants more than to visit, it
  /// tries again.
  void unattached(NodeMessage.Unattached unattached) {
    if (isMeant(unattached.number())) {
      phase = Phase.OVER;
      Refusal refusal = unattached.refusal();
      if (refusal.reason() != Reason.NO_SUCH_TOPIC || replica.isVisit()) {
        replica.refused(refusal);
      }
    }
  }

  /// The owner has decided something.
  void decided(NodeMessage.Batch batch) {
    if (phase != Phase.FOLLOWING) {
      return;
    }
    if (isNext(batch.changes())) {
      guarded(() -> replica.apply(batch.changes(), batch.answers()));
    } else {
      released(Follower.Why.MOVED);
    }
  }

  /// Whether nothing is missing before these changes.
  private boolean isNext(List<Change> changes) {
    return changes.isEmpty() || changes.getFirst().rev() == reached() + 1;
  }

  private long reached() {
    return replica.reached().map(Reached::rev).orElse(-1L);
  }

  /// The owner asks how far the replica has got.
  void confirm() {
    if (phase == Phase.FOLLOWING) {
      send(new NodeMessage.Confirmed(topic, term, reached()));
    }
  }

  /// A bug loses this node's view of the topic.
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError bug) {
      lose(bug);
    }
  }

  /// The owner calls no more, or is out of reach.
  void released(Follower.Why why) {
    Phase before = phase;
    phase = Phase.OVER;
    if (before == Phase.FOLLOWING) {
      replica.released(why);
    }
  }

  @Override
  public void ask(Ask ask) {
    if (phase == Phase.OVER) {
      return;
    }
    isUnneeded = false;
    boolean canWait = isAskingAgain || ask.request().command() instanceof Command.Leave;
    if (!canWait && !wire.members().holds()) {
      Refusal refusal = Refusal.of(Reason.UNAVAILABLE, "retry_after_ms", 1_000L);
      replica.show(Decided.answered(ask, new Outcome.Refused(refusal)));
    } else {
      long waited = wire.time().nanos() - ask.sinceNanos();
      send(new NodeMessage.Asked(topic, term, ask.ticket(), ask.request(), waited));
    }
  }

  @Override
  public boolean erase(MemberId member, String pseudonym) {
    return true;
  }

  @Override
  public Optional<SavedTopic> save() {
    return Optional.empty();
  }

  @Override
  public void lose(Throwable bug) {
    if (phase == Phase.FOLLOWING) {
      phase = Phase.OVER;
      send(new NodeMessage.LostView(topic, term));
      replica.failed(bug);
    }
  }

  @Override
  public void unneeded() {
    if (phase == Phase.FOLLOWING && !isUnneeded) {
      isUnneeded = true;
      send(new NodeMessage.Unneeded(topic, term));
    }
  }
}
