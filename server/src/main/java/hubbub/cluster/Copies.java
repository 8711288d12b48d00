package hubbub.cluster;

import static java.util.stream.Collectors.toUnmodifiableSet;

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
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What follows an owner in a cluster: this node's replica, which is shown everything at once, and
/// the replicas on other nodes, which are sent it.
///
/// A sender is not answered before a majority of the nodes has what it said: then nothing that was
/// acknowledged is lost with a minority of them. If too few nodes have the topic, the next ones are
/// asked to keep copies.
final class Copies implements Follower {
  private static final ThrottledLog BUGS = new ThrottledLog(Copies.class);

  private final TopicName topic;
  private final TopicCopy here;
  private final Wire wire;
  private final Shard shard;
  private final Map<NodeId, Copy> elsewhere = new TreeMap<>();
  private final Queue<Waiting> waiting = new ArrayDeque<>(2);
  private final Set<NodeId> incompatible = new HashSet<>(0);
  private Set<NodeId> standBys = Set.of();
  private long rev;
  private boolean isOver;

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

  /// An answer that waits until a majority has change `rev`.
  private record Waiting(long rev, Answer answer) {}

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

  /// Copies that nobody on their nodes needs are kept only if there are too few others.
  private void letUnneededGo() {
    for (NodeId node : List.copyOf(elsewhere.keySet())) {
      Copy copy = elsewhere.get(node);
      if (copy != null && copy.isUnneeded && areEnoughBeside(copy)) {
        release(node, Why.UNNEEDED);
      }
    }
  }

  private boolean areEnoughBeside(Copy copy) {
    long others =
        elsewhere.values().stream().filter(it -> it.isSettled && !it.equals(copy)).count();
    return others >= needed();
  }

  /// How many other nodes must have a copy: with this one they are a majority of the members, or
  /// all that can have it.
  private int needed() {
    Collection<NodeId> others = wire.others();
    int unable =
        incompatible.isEmpty() ? 0 : (int) others.stream().filter(incompatible::contains).count();
    return Math.min((others.size() + 1) / 2, others.size() - unable);
  }

  /// A replica elsewhere has asked what waited there, and has got to change `upTo`.
  void settled(NodeId node, long upTo) {
    Copy copy = elsewhere.get(node);
    if (copy != null) {
      copy.isSettled = true;
      confirmed(node, upTo);
      check();
    }
  }

  /// Nodes have come or gone, or have come within reach, or copies have come or gone: has as many
  /// nodes keep a copy as must, and asks them anew for what answers wait for.
  void check() {
    if (isOver) {
      return;
    }
    keepEnough();
    letUnneededGo();
    if (!waiting.isEmpty()) {
      askToConfirm();
      answer();
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

  /// Asks as many replicas elsewhere as are needed how far they have got. That a message has come
  /// there is not enough: it may have been ignored for a later home.
  private void askToConfirm() {
    int left = askToConfirm(needed(), false);
    askToConfirm(left, true);
  }

  /// Asks at most `count` nodes: those that answer, or those that are silent.
  private int askToConfirm(int count, boolean areSilent) {
    int left = count;
    for (Map.Entry<NodeId, Copy> it : elsewhere.entrySet()) {
      if (left > 0
          && it.getValue().isSettled
          && wire.members().isSilent(it.getKey()) == areSilent) {
        wire.send(it.getKey(), new NodeMessage.Confirm(topic, shard.term()));
        left--;
      }
    }
    return left;
  }

  /// Nobody on that node needs its copy any more.
  void unneeded(NodeId node) {
    Copy copy = elsewhere.get(node);
    if (copy != null) {
      copy.isUnneeded = true;
      check();
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
    isNoStandBy(node);
    if (elsewhere.remove(node) != null) {
      wire.send(node, new NodeMessage.Released(topic, shard.term(), why));
    }
  }

  /// A node can't read what it is sent, and so can't have a copy until it asks again.
  void incompatible(NodeId node) {
    incompatible.add(node);
    lost(node);
    check();
  }

  /// A node has no copy any more. Others are asked at once if an answer waits for it, otherwise
  /// when it is the topic's turn, see [CopyRound].
  void lost(NodeId node) {
    elsewhere.remove(node);
    isNoStandBy(node);
    if (!waiting.isEmpty()) {
      check();
    }
  }

  private void isNoStandBy(NodeId node) {
    if (standBys.contains(node)) {
      standBys = standBys.stream().filter(it -> !it.equals(node)).collect(toUnmodifiableSet());
    }
  }

  @Override
  public boolean isExpected() {
    return elsewhere.values().stream().anyMatch(copy -> !copy.isSettled) || shard.isAwaited(topic);
  }

  @Override
  public void refused(Refusal refusal) {
    here.refused(refusal);
  }

  /// Shown here at once, and sent on. Answers wait, if they are about something new. What an answer
  /// crosses with makes another copy.
  @Override
  public void show(Decided decided) {
    if (!decided.changes().isEmpty()) {
      rev = decided.changes().getLast().change().rev();
    }
    int needed = needed();
    List<Answer> now = new ArrayList<>(1);
    List<Answer> later = new ArrayList<>(0);
    for (Answer answer : decided.answers()) {
      boolean waits = answer.mustWait() && needed > (isOurs(answer) ? 0 : 1);
      (waits ? later : now).add(answer);
    }
    sendOn(decided.changes(), now);
    here.show(new Decided(decided.changes(), now.stream().filter(this::isOurs).toList()));
    if (!later.isEmpty()) {
      later.forEach(this::await);
      keepEnough();
      askToConfirm();
    }
    answer();
  }

  private void await(Answer answer) {
    if (waiting.isEmpty()) {
      wire.node().counters().unconfirmed(1);
    }
    waiting.add(new Waiting(rev, answer));
  }

  private Answer awaited() {
    Answer answer = waiting.remove().answer();
    if (waiting.isEmpty()) {
      wire.node().counters().unconfirmed(-1);
    }
    return answer;
  }

  private boolean isOurs(Answer answer) {
    return answer.node() == wire.members().self().number();
  }

  private void sendOn(List<Decided.Evolved> decided, List<Answer> answers) {
    if (elsewhere.isEmpty()) {
      return;
    }
    List<Change> changes = decided.stream().map(Decided.Evolved::change).toList();
    List<NodeId> broken = new ArrayList<>(0);
    elsewhere.forEach((node, copy) -> {
      List<Answer> its = answers.stream().filter(it -> it.node() == node.number()).toList();
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
    if (!broken.isEmpty()) {
      check();
    }
  }

  /// Passes on the answers to what a majority has.
  private void answer() {
    while (!waiting.isEmpty() && hasMajority(waiting.element())) {
      pass(awaited());
    }
  }

  /// The node of the sender is not counted: it gets the answer after what it is about.
  private boolean hasMajority(Waiting it) {
    int missing = needed() - (isOurs(it.answer()) ? 0 : 1);
    for (Map.Entry<NodeId, Copy> other : elsewhere.entrySet()) {
      if (other.getKey().number() != it.answer().node() && other.getValue().confirmed >= it.rev()) {
        missing--;
      }
    }
    return missing <= 0;
  }

  private void pass(Answer answer) {
    if (isOurs(answer)) {
      here.show(new Decided(List.of(), List.of(answer)));
    } else {
      sendOn(List.of(), List.of(answer));
    }
  }

  /// Asks other nodes to keep copies, if too few have one.
  private void keepEnough() {
    for (int having = having(), needed = needed(); having < needed; having++) {
      Optional<NodeId> next = wire.members().next(this::couldStandBy);
      if (next.isEmpty()) {
        return;
      }
      standBys = Stream.concat(standBys.stream(), next.stream()).collect(toUnmodifiableSet());
      wire.send(next.get(), new NodeMessage.StandBy(topic, shard.term()));
    }
  }

  /// How many other nodes have a copy, or are to have one.
  private int having() {
    int asked = 0;
    for (NodeId node : standBys) {
      asked += has(node) ? 0 : 1;
    }
    return elsewhere.size() + asked;
  }

  /// Whether another node was asked to keep a copy, and has none yet.
  boolean isBeingCopied() {
    return standBys.stream().anyMatch(it -> !isSettled(it));
  }

  private boolean isSettled(NodeId node) {
    Copy copy = elsewhere.get(node);
    return copy != null && copy.isSettled;
  }

  private boolean couldStandBy(NodeId node) {
    return !has(node) && !standBys.contains(node) && !incompatible.contains(node);
  }

  /// Another node has been told of this home. What it was asked before, it has ignored.
  void heardOfHome(NodeId node) {
    if (standBys.contains(node) && !has(node)) {
      wire.send(node, new NodeMessage.StandBy(topic, shard.term()));
    }
  }

  @Override
  public void released(Why why) {
    while (why == Why.DIED && !waiting.isEmpty()) {
      pass(awaited());
    }
    letAllGo(why);
    here.released(why);
  }

  @Override
  public void failed(Throwable bug) {
    letAllGo(Why.FAILED);
    here.failed(bug);
  }

  private void letAllGo(Why why) {
    isOver = true;
    while (!waiting.isEmpty()) {
      Answer _ = awaited();
    }
    shard.followsNoMore(topic, this);
    List.copyOf(elsewhere.keySet()).forEach(node -> release(node, why));
  }

  @Override
  public List<Feed.Frame> toldFrames() {
    return here.toldFrames();
  }
}
