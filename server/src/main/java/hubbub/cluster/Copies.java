package hubbub.cluster;

import hubbub.cluster.Decided.Answer;
import hubbub.cluster.peer.NodeId;
import hubbub.logging.ThrottledLog;
import hubbub.topic.Change;
import hubbub.topic.Refusal;
import hubbub.topic.TopicName;
import hubbub.topic.TopicState;
import hubbub.topic.port.Feed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What follows an owner in a cluster: this node's replica, which is shown everything at once, and
/// the replicas on other nodes, which are sent it.
///
/// A sender on this node is not answered before another node has what it said: then the crash of
/// one node loses nothing that was acknowledged. If no other node has the topic, the next one is
/// asked to keep a copy.
final class Copies implements Follower {
  private static final ThrottledLog BUGS = new ThrottledLog(Copies.class);

  private final TopicName topic;
  private final TopicCopy here;
  private final Wire wire;
  private final Shard shard;
  private final Map<NodeId, Copy> elsewhere = new HashMap<>(2);
  private final Queue<Waiting> waiting = new ArrayDeque<>(2);
  private final Set<NodeId> incompatible = new HashSet<>(0);
  private @Nullable NodeId standBy;
  private @Nullable NodeId confirming;
  private long rev;

  /// One copy on another node.
  private static final class Copy {
    /// The number of the attempt to attach it.
    private long number;

    /// Whether it has been sent the beginning, so that it is sent all that follows.
    private boolean isBegun;

    /// Up to which change that node is known to have it.
    private long confirmed = -1;

    /// Whether it has asked what waited there.
    private boolean isSettled;

    /// Whether nobody there needs it.
    private boolean isUnneeded;

    Copy(long number) {
      this.number = number;
    }
  }

  /// Answers that wait until another node has change `rev`.
  private record Waiting(long rev, List<Answer> answers) {}

  /// What follows the owner of `topic`; the replica of this node is `here`.
  Copies(TopicName topic, TopicCopy here, Wire wire, Shard shard) {
    this.topic = topic;
    this.here = here;
    this.wire = wire;
    this.shard = shard;
  }

  @Override
  public boolean isAttaching() {
    return here.isAttaching();
  }

  @Override
  public Optional<Seed> seed() {
    return here.seed();
  }

  @Override
  public void attached(Decider now, Optional<TopicState> state) {
    rev = state.map(TopicState::rev).orElse(0L);
    here.attached(now, state);
    shard.follows(topic, this);
  }

  @Override
  public void askWhatWaits() {
    here.askWhatWaits();
  }

  /// Attaches a replica on another node.
  void attach(NodeId node, NodeMessage.Attach attach) {
    Optional<CatchUp> missing = here.catchUp(attach.reached());
    if (missing.isPresent()) {
      add(node, attach).isBegun = true;
      wire.send(
          node, new NodeMessage.Attached(topic, attach.term(), attach.number(), missing.get()));
    } else if (here.reached().isPresent()) {
      Copy before = elsewhere.get(node);
      if (before != null && !before.isBegun) {
        before.number = attach.number();
      } else {
        shard.sendWhole(node, order(node, add(node, attach)));
      }
    }
  }

  private Copy add(NodeId node, NodeMessage.Attach attach) {
    Copy copy = new Copy(attach.number());
    incompatible.remove(node);
    elsewhere.put(node, copy);
    return copy;
  }

  private PartSender.Order order(NodeId node, Copy copy) {
    return new PartSender.Order(
        topic,
        shard.term(),
        () -> copy.number,
        () -> copy.equals(elsewhere.get(node)),
        () -> {
          copy.isBegun = true;
          return here.whole();
        },
        () -> release(node, Why.FAILED));
  }

  /// Copies that nobody on their nodes needs are kept only if there is no other.
  private void letUnneededGo() {
    for (NodeId node : List.copyOf(elsewhere.keySet())) {
      Copy copy = elsewhere.get(node);
      if (copy != null && copy.isUnneeded && isSettledBeside(copy)) {
        release(node, Why.UNNEEDED);
      }
    }
  }

  private boolean isSettledBeside(Copy copy) {
    return elsewhere.values().stream().anyMatch(it -> it.isSettled && !it.equals(copy));
  }

  /// A replica elsewhere has asked what waited there, and has got to change `upTo`.
  void settled(NodeId node, long upTo) {
    Copy copy = elsewhere.get(node);
    if (copy != null) {
      copy.isSettled = true;
      confirmed(node, upTo);
      letUnneededGo();
    }
    if (!waiting.isEmpty()) {
      askToConfirm();
    }
  }

  /// A replica elsewhere has change `upTo`.
  void confirmed(NodeId node, long upTo) {
    Copy copy = elsewhere.get(node);
    if (copy != null) {
      copy.confirmed = Math.max(copy.confirmed, upTo);
      answer();
    }
  }

  /// Asks one replica elsewhere how far it has got. That a message has come there is not enough: it
  /// may have been ignored for a later home.
  private void askToConfirm() {
    NodeId asked = confirming;
    if (asked == null || !isSettled(asked)) {
      asked = elsewhere.keySet().stream().filter(this::isSettled).sorted().findFirst().orElse(null);
      confirming = asked;
    }
    if (asked != null) {
      wire.send(asked, new NodeMessage.Confirm(topic, shard.term()));
    }
  }

  private boolean isSettled(NodeId node) {
    Copy copy = elsewhere.get(node);
    return copy != null && copy.isSettled;
  }

  /// Nobody on that node needs its copy any more.
  void unneeded(NodeId node) {
    Copy copy = elsewhere.get(node);
    if (copy != null) {
      copy.isUnneeded = true;
      letUnneededGo();
    }
  }

  /// That node has asked something again, and needs its copy.
  void needed(NodeId node) {
    Copy copy = elsewhere.get(node);
    if (copy != null) {
      copy.isUnneeded = false;
    }
  }

  /// Whether a replica on that node is attached.
  boolean has(NodeId node) {
    return elsewhere.containsKey(node);
  }

  private void release(NodeId node, Why why) {
    if (node.equals(standBy)) {
      standBy = null;
    }
    if (elsewhere.remove(node) != null) {
      wire.send(node, new NodeMessage.Released(topic, shard.term(), why));
    }
  }

  /// A node can't read what it is sent, and so can't have a copy until it asks again.
  void incompatible(NodeId node) {
    incompatible.add(node);
    lost(node);
  }

  /// A node has no copy any more.
  void lost(NodeId node) {
    elsewhere.remove(node);
    if (node.equals(standBy)) {
      standBy = null;
    }
    if (!waiting.isEmpty()) {
      askForStandBy();
      askToConfirm();
    }
    answer();
  }

  @Override
  public boolean isExpected() {
    return elsewhere.values().stream().anyMatch(copy -> !copy.isSettled) || shard.isAwaited(topic);
  }

  @Override
  public void refused(Refusal refusal) {
    here.refused(refusal);
  }

  /// Shown here at once, and sent on. Answers wait, if they are about something new.
  @Override
  public void show(Decided decided) {
    if (!decided.changes().isEmpty()) {
      rev = decided.changes().getLast().change().rev();
    }
    sendOn(decided);
    List<Answer> now = new ArrayList<>(1);
    List<Answer> later = new ArrayList<>(1);
    for (Answer answer : decided.answers()) {
      if (isOurs(answer)) {
        (answer.mustWait() ? later : now).add(answer);
      }
    }
    here.show(new Decided(decided.changes(), now));
    if (!later.isEmpty()) {
      waiting.add(new Waiting(rev, later));
      askToConfirm();
    }
    if (elsewhere.isEmpty()) {
      askForStandBy();
    }
    answer();
  }

  private boolean isOurs(Answer answer) {
    return answer.node() == wire.members().self().number();
  }

  private void sendOn(Decided decided) {
    if (elsewhere.isEmpty()) {
      return;
    }
    List<Change> changes = decided.changes().stream().map(Decided.Evolved::change).toList();
    List<NodeId> broken = new ArrayList<>(0);
    elsewhere.forEach((node, copy) -> {
      List<Answer> its =
          decided.answers().stream().filter(it -> it.node() == node.number()).toList();
      if (!copy.isBegun || (changes.isEmpty() && its.isEmpty())) {
        return;
      }
      try {
        wire.send(node, new NodeMessage.Batch(topic, shard.term(), changes, its));
      } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError bug) {
        BUGS.error(topic + ": a bug keeps a change from being sent to other nodes", bug);
        broken.add(node);
      }
    });
    broken.forEach(node -> release(node, Why.FAILED));
  }

  /// Passes on the answers to what some other node has, or to everything, if no other can have it.
  private void answer() {
    if (waiting.isEmpty()) {
      return;
    }
    boolean canOthers = !incompatible.containsAll(wire.others());
    long confirmed = canOthers ? confirmedElsewhere() : Long.MAX_VALUE;
    while (!waiting.isEmpty() && waiting.element().rev() <= confirmed) {
      here.show(new Decided(List.of(), waiting.remove().answers()));
    }
  }

  private long confirmedElsewhere() {
    return elsewhere.values().stream().mapToLong(copy -> copy.confirmed).max().orElse(-1);
  }

  private void askForStandBy() {
    Optional<NodeId> next = wire.members().next(node -> !incompatible.contains(node));
    if (standBy == null && next.isPresent() && elsewhere.isEmpty()) {
      standBy = next.get();
      wire.send(next.get(), new NodeMessage.StandBy(topic, shard.term()));
    }
  }

  /// Another node has been told of this home. What it was asked before, it has ignored.
  void heardOfHome(NodeId node) {
    if (node.equals(standBy) && !has(node)) {
      wire.send(node, new NodeMessage.StandBy(topic, shard.term()));
    }
  }

  @Override
  public void released(Why why) {
    letAllGo(why);
    if (why != Why.MOVED) {
      waiting.forEach(it -> here.show(new Decided(List.of(), it.answers())));
    }
    waiting.clear();
    here.released(why);
  }

  @Override
  public void failed(Throwable bug) {
    letAllGo(Why.FAILED);
    waiting.clear();
    here.failed(bug);
  }

  private void letAllGo(Why why) {
    shard.followsNoMore(topic, this);
    List.copyOf(elsewhere.keySet()).forEach(node -> release(node, why));
  }

  @Override
  public List<Feed.Frame> toldFrames() {
    return here.toldFrames();
  }
}
