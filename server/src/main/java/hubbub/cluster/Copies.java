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
import java.util.List;
import java.util.Optional;
import java.util.Queue;

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
  private final OtherCopies elsewhere;
  private final Queue<Waiting> waiting = new ArrayDeque<>(2);
  private long rev;
  private boolean isOver;

  /// An answer that waits until a majority has change `rev`.
  private record Waiting(long rev, Answer answer) {}

  /// What follows the owner of `topic`; the replica of this node is `here`.
  Copies(TopicName topic, TopicCopy here, Wire wire, Shard shard) {
    this.topic = topic;
    this.here = here;
    this.wire = wire;
    this.shard = shard;
    this.elsewhere = new OtherCopies(topic, wire, shard);
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
    shard.owned().follows(topic, this);
  }

  @Override
  public void askWhatWaits() {
    here.askWhatWaits();
  }

  /// Attaches a replica on another node.
  void attach(NodeId node, NodeMessage.Attach attach) {
    Optional<CatchUp> missing = here.catchUp(attach.reached());
    if (missing.isPresent()) {
      elsewhere.add(node, attach.number()).begin();
      wire.send(
          node, new NodeMessage.Attached(topic, attach.term(), attach.number(), missing.get()));
    } else if (here.reached().isPresent()) {
      OtherCopies.Copy before = elsewhere.find(node);
      if (before != null && !before.isBegun()) {
        before.tryAgain(attach.number());
      } else {
        shard.sendWhole(node, order(node, elsewhere.add(node, attach.number())));
      }
    }
  }

  private PartSender.Order order(NodeId node, OtherCopies.Copy copy) {
    return new PartSender.Order(
        topic,
        shard.term(),
        copy::number,
        () -> copy.equals(elsewhere.find(node)),
        () -> {
          copy.begin();
          return here.whole();
        },
        () -> elsewhere.release(node, Why.FAILED));
  }

  /// A replica elsewhere has asked what waited there, and has got to change `upTo`.
  void settled(NodeId node, long upTo) {
    OtherCopies.Copy copy = elsewhere.find(node);
    if (copy != null) {
      copy.settle();
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
    elsewhere.keepEnough();
    elsewhere.letUnneededGo();
    if (!waiting.isEmpty()) {
      elsewhere.askToConfirm();
      answer();
    }
  }

  /// A replica elsewhere has change `upTo`.
  void confirmed(NodeId node, long upTo) {
    OtherCopies.Copy copy = elsewhere.find(node);
    if (copy != null) {
      copy.confirm(upTo);
      answer();
    }
  }

  /// Nobody on that node needs its copy any more.
  void unneeded(NodeId node) {
    OtherCopies.Copy copy = elsewhere.find(node);
    if (copy != null) {
      copy.isNeeded(false);
      check();
    }
  }

  /// That node has asked something again, and needs its copy.
  void needed(NodeId node) {
    OtherCopies.Copy copy = elsewhere.find(node);
    if (copy != null) {
      copy.isNeeded(true);
    }
  }

  /// Whether a replica on that node is attached.
  boolean has(NodeId node) {
    return elsewhere.find(node) != null;
  }

  /// A node can't read what it is sent, and so can't have a copy until it asks again.
  void incompatible(NodeId node) {
    elsewhere.removeUnable(node);
    check();
  }

  /// A node has no copy any more. Others are asked at once if an answer waits for it, otherwise
  /// when it is the topic's turn, see [CopyRound].
  void lost(NodeId node) {
    elsewhere.remove(node);
    if (!waiting.isEmpty()) {
      check();
    }
  }

  @Override
  public boolean isExpected() {
    return !elsewhere.areSettled() || shard.owned().isAwaited(topic);
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
    int needed = elsewhere.needed();
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
      elsewhere.keepEnough();
      elsewhere.askToConfirm();
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
      if (!copy.isBegun() || (changes.isEmpty() && its.isEmpty())) {
        return;
      }
      try {
        wire.send(node, new NodeMessage.Batch(topic, shard.term(), changes, its));
      } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError bug) {
        BUGS.error(topic + ": a bug keeps a change from being sent to other nodes", bug);
        broken.add(node);
      }
    });
    broken.forEach(node -> elsewhere.release(node, Why.FAILED));
    if (!broken.isEmpty()) {
      check();
    }
  }

  /// Passes on the answers to what a majority has.
  private void answer() {
    while (!waiting.isEmpty() && isWithMajority(waiting.element())) {
      pass(awaited());
    }
  }

  private boolean isWithMajority(Waiting it) {
    return elsewhere.haveMajority(it.rev(), it.answer().node());
  }

  private void pass(Answer answer) {
    if (isOurs(answer)) {
      here.show(new Decided(List.of(), List.of(answer)));
    } else {
      sendOn(List.of(), List.of(answer));
    }
  }

  /// Whether another node was asked to keep a copy, and has none yet.
  boolean isBeingCopied() {
    return elsewhere.isComing();
  }

  /// Whether enough nodes have the topic, also without those that are going to leave.
  boolean areEnough() {
    return elsewhere.areEnough();
  }

  /// Another node has been told of this home.
  void heardOfHome(NodeId node) {
    elsewhere.heardOfHome(node);
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
    shard.owned().followsNoMore(topic, this);
    elsewhere.releaseAll(why);
  }

  @Override
  public List<Feed.Frame> toldFrames() {
    return here.toldFrames();
  }
}
