package hubbub.cluster;

import hubbub.cluster.peer.NodeId;
import hubbub.codec.Unreadable;
import hubbub.topic.Change;
import hubbub.topic.Command;
import hubbub.topic.MemberId;
import hubbub.topic.Outcome;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.TopicName;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// The way from a replica to its topic's owner on another node, in one attempt to follow it:
///
///     attaching ── Attached ─────────────────────────▶ following
///         └── Part ──▶ copying ── the last one ──▶ catching up ──┘
///
/// and from each of them, if it is released, misses a change, or the home is gone: over. The next
/// attempt begins anew. Confined to the shard's loop.
final class RemoteOwner implements Decider {
  /// What is said to whoever would wait for a node that does not answer.
  static final Refusal OUT_OF_REACH = Refusal.of(Reason.UNAVAILABLE, "retry_after_ms", 1_000L);

  private static final int AT_A_TIME = 64;
  private static final int MOST_BEHIND = 50_000;

  private final TopicName topic;
  private final TopicCopy replica;
  private final Wire wire;
  private final Executor loop;
  private final NodeId home;
  private final long term;
  private final long number;

  /// What was decided since the first part of the topic was sent.
  private final Queue<NodeMessage.Batch> behind = new ArrayDeque<>(1);

  private CopiedTopic.@Nullable Reader reader;
  private Phase phase = Phase.ATTACHING;
  private boolean isUnneeded;

  /// What waits may have been carried out already, and must not be refused.
  private boolean isAskingAgain;

  private enum Phase {
    ATTACHING,
    COPYING,
    CATCHING_UP,
    FOLLOWING,
    OVER
  }

  /// Where an owner is: on that node, which is the shard's home of that term.
  record Home(NodeId node, long term) {}

  /// The `number`th attempt to have `replica` follow the owner of `topic` at `home`.
  RemoteOwner(
      TopicName topic, TopicCopy replica, Wire wire, Executor loop, Home home, long number) {
    this.topic = topic;
    this.replica = replica;
    this.wire = wire;
    this.loop = loop;
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

  /// Whether the whole topic is on its way to that replica.
  boolean isCopyingTo(TopicCopy other) {
    return other.equals(replica) && (phase == Phase.COPYING || phase == Phase.CATCHING_UP);
  }

  /// The owner has attached the replica, which is only a little behind.
  void attached(NodeMessage.Attached attached) {
    if (isMeant(attached.number())) {
      guarded(() -> {
        replica.apply(attached.missing().changes(), List.of());
        follow();
      });
    }
  }

  /// The next part of the whole topic has come.
  void part(NodeMessage.Part part) {
    if (isMeant(part.number())) {
      phase = Phase.COPYING;
      reader = new CopiedTopic.Reader(wire.node(), wire.codec().slotsOf(topic));
    }
    CopiedTopic.Reader now = reader;
    if (phase == Phase.COPYING && part.number() == number && now != null) {
      guarded(() -> read(now, part));
    }
  }

  private void read(CopiedTopic.Reader now, NodeMessage.Part part) {
    try {
      now.add(part.bytes());
    } catch (Unreadable e) {
      ClusteredPlacement.unreadable(home, e);
      incompatible();
      return;
    }
    if (part.isLast()) {
      phase = Phase.CATCHING_UP;
      if (replica.isAttaching()) {
        replica.goOn(now.done());
        catchUp();
      } else {
        released(Follower.Why.MOVED);
      }
    }
  }

  /// Applies some of what has been decided since the first part was sent, in this turn, and the
  /// rest in others.
  private void catchUp() {
    for (int i = 0; i < AT_A_TIME && phase == Phase.CATCHING_UP && !behind.isEmpty(); i++) {
      decided(behind.remove());
    }
    if (phase == Phase.CATCHING_UP && behind.isEmpty()) {
      follow();
    } else if (phase == Phase.CATCHING_UP) {
      loop.execute(() -> guarded(this::catchUp));
    }
  }

  /// The replica is where the owner is, and asks what waits.
  private void follow() {
    if (!replica.isAttaching() || replica.reached().isEmpty()) {
      released(Follower.Why.MOVED);
      return;
    }
    phase = Phase.FOLLOWING;
    replica.attached(this, Optional.empty());
    isAskingAgain = true;
    replica.askWhatWaits();
    isAskingAgain = false;
    send(new NodeMessage.Settled(topic, term, reached()));
  }

  /// There is no owner for the replica. If somebody has come since who wants more than to visit, it
  /// tries again.
  void unattached(NodeMessage.Unattached unattached) {
    if (isMeant(unattached.number())) {
      Refusal refusal = unattached.refusal();
      if (refusal.reason() != Reason.NO_SUCH_TOPIC || replica.isVisit()) {
        phase = Phase.OVER;
        replica.refused(refusal);
      }
    }
  }

  /// The owner has decided something.
  void heard(NodeMessage.Batch batch) {
    switch (phase) {
      case FOLLOWING -> decided(batch);
      case COPYING, CATCHING_UP -> {
        behind.add(batch);
        if (behind.size() > MOST_BEHIND) {
          released(Follower.Why.FAILED);
        }
      }
      case ATTACHING, OVER -> {}
    }
  }

  private void decided(NodeMessage.Batch batch) {
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

  /// The owner, perhaps of a newer release, has sent what can't be read here. Nothing more is asked
  /// of it for a while.
  void incompatible() {
    if (phase != Phase.OVER) {
      end();
      send(new NodeMessage.Incompatible(topic, term));
      replica.incompatible();
    }
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
    boolean isUnderWay = phase != Phase.OVER;
    boolean isFollowed = phase == Phase.FOLLOWING;
    end();
    if (isFollowed || (isUnderWay && replica.isAttaching())) {
      replica.released(why);
    }
  }

  /// Ends the attempt, in favour of another.
  void end() {
    phase = Phase.OVER;
    behind.clear();
    Optional.ofNullable(reader).ifPresent(CopiedTopic.Reader::drop);
    reader = null;
  }

  @Override
  public void ask(Ask ask) {
    if (phase == Phase.OVER) {
      return;
    }
    isUnneeded = false;
    boolean canWait = isAskingAgain || ask.request().command() instanceof Command.Leave;
    if (!canWait && !isInReach()) {
      replica.show(Decided.answered(ask, new Outcome.Refused(OUT_OF_REACH)));
    } else {
      long waited = wire.node().time().nanos() - ask.sinceNanos();
      send(new NodeMessage.Asked(topic, term, ask.ticket(), ask.request(), waited));
    }
  }

  private boolean isInReach() {
    return wire.members().holds() && !wire.members().isSilent(home);
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
    if (phase != Phase.OVER) {
      end();
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
