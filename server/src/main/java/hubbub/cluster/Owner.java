package hubbub.cluster;

import hubbub.topic.AuditEntry;
import hubbub.topic.Event;
import hubbub.topic.MemberId;
import hubbub.topic.PersonInTopic;
import hubbub.topic.TopicName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/// Makes all decisions about one topic during one reign. The next reign has another owner.
///
///     alone ── a replica attaches ──▶ followed ── the topic dies, or a bug ──▶ over
///       ▲                              │ │  └── the node stops ──▶ saved         ▲
///       └───── the replica met a bug ──┘ └── the shard moves ──▶ paused ─────────┘
///
/// [Requests] decides what it is asked; what happens unasked is decided here.
///
/// Owner and replica live on the loop of the topic's shard and call each other there. They share
/// the topic's state: the owner changes it, the replica shows it. A replica that throws loses its
/// own view and memberships, and nobody else's.
final class Owner implements Decider {
  private final Node node;
  private final TopicName topic;
  private final Reign reign;
  private final BugReports bugs;
  private final Alarm alarm;
  private final Home home;
  private final LingeringCount lingering;

  private final ScheduledExecutorService loop;
  private final Requests requests;
  private OwnerPhase phase = new OwnerPhase.Alone();

  /// The nodes whose memberships are being ended. Immutable while empty: most topics lose none.
  private Set<Integer> losing = Set.of();

  /// Where it lives, with the other owners of its shard.
  interface Home {
    /// An owner has ended.
    void over(Owner owner);

    /// The term of the shard's home ([Reached]).
    long term();
  }

  /// The owner of `topic` for `reign`, at `home`.
  Owner(Node node, TopicName topic, ScheduledExecutorService loop, Reign reign, Home home) {
    this.node = node;
    this.topic = topic;
    this.reign = reign;
    this.bugs = new BugReports(node, topic, loop);
    this.alarm = new Alarm(loop, this::wake);
    this.home = home;
    this.lingering =
        new LingeringCount(node.lingering(), reign, () -> loop.execute(this::endLingering));
    this.loop = loop;
    this.requests = new Requests(node, topic, loop, reign, this);
  }

  TopicName topic() {
    return topic;
  }

  /// When the topic was born.
  long bornAt() {
    return reign.bornAt();
  }

  OwnerPhase phase() {
    return phase;
  }

  /// Its bugs.
  BugReports bugs() {
    return bugs;
  }

  @Override
  public long term() {
    return home.term();
  }

  @Override
  public boolean isHere() {
    return true;
  }

  /// Attaches `follower`, and lets it ask what has been waiting for an owner. If nobody is in the
  /// topic after that, the owner ends.
  void attach(Follower follower) {
    phase = new OwnerPhase.Followed(follower);
    call(it -> it.attached(this, Optional.of(reign.state())));
    guarded(
        "birth",
        () -> {
          if (!reign.isProclaimed()) {
            show(new Decided(reign.proclaim(), List.of()));
            takeOver();
          }
          toLose(reign.goneNodes(node.quorum()::isMember));
          loseSome();
          requests.again(() -> call(Follower::askWhatWaits));
          goOnOrDie();
        });
  }

  /// The store may have other settings than the reign that this one goes on from, and ranks and
  /// bans that it did not know.
  private void takeOver() throws OwnerBug {
    if (reign.isBehind()) {
      carriedOut(reign.reconcile());
      requests.reconcile();
    }
  }

  /// When this returns, the follower has been shown the outcome, unless the store has a say in it,
  /// or the shard is moving: then it is asked again.
  @Override
  public void ask(Ask ask) {
    requests.ask(ask);
  }

  /// Also while it waits for the store to join.
  ///
  /// @return whether the topic has nothing of it any more; not if it is left to the next run
  @Override
  public boolean erase(MemberId member, String pseudonym) {
    if (phase instanceof OwnerPhase.Saved) {
      return false;
    }
    guarded(
        "erasure",
        () -> {
          carriedOut(reign.erase(member, pseudonym));
          settle();
        });
    return PersonInTopic.of(reign.state(), member, reign.now()).isEmpty();
  }

  /// A step by which the topic comes to what the store has.
  interface Reconciling {
    Reign.Done run() throws OwnerBug;
  }

  /// Runs such a step, unless the owner has stopped meanwhile.
  void reconcile(Reconciling step) {
    if (!phase.isStopped()) {
      guarded(
          "reconciliation",
          () -> {
            carriedOut(step.run());
            settle();
          });
    }
  }

  /// Shows what was decided without a request, and tells the kind's extension which of its values
  /// are gone.
  private void carriedOut(Reign.Done done) {
    show(Decided.of(done));
    tellRemoved(done);
  }

  /// Tells the kind's extension which of its values are gone.
  void tellRemoved(Reign.Done done) {
    for (Decided.Evolved change : done.changes()) {
      for (Throwable bug : reign.tellRemoved(change)) {
        bugs.harmless(bug, "onRemoved");
      }
    }
  }

  /// The alarm rang: something may have expired.
  private void wake() {
    alarm.rang();
    if (!losing.isEmpty()) {
      return;
    }
    if (!node.quorum().holds()) {
      alarm.set(OptionalLong.of(reign.now() + Requests.PAUSE_MILLIS), reign.now());
      return;
    }
    guarded(
        "expiry",
        () -> {
          if (reign.wakeAt().orElse(Long.MAX_VALUE) <= reign.now()) {
            carriedOut(reign.expire());
          }
          goOnOrDie();
        });
  }

  /// Shows the follower what was decided.
  void show(Decided decided) {
    if (!decided.isEmpty()) {
      decided.answers().forEach(answer -> node.counters().answered(answer.outcome()));
      if (reign.version() > 0) {
        decided.changes().forEach(this::audit);
      }
      call(it -> it.show(decided));
    }
  }

  /// A registered topic leaves its audit log to the store.
  private void audit(Decided.Evolved evolved) {
    if (evolved.change().event() instanceof Event.Audited(AuditEntry entry)) {
      node.settings().store().writeBehind(topic, entry);
    }
  }

  private void call(Consumer<Follower> call) {
    if (phase instanceof OwnerPhase.Followed(Follower follower)) {
      try {
        call.accept(follower);
      } catch (RuntimeException | Error bug) {
        lose(bug);
      }
    } else if (phase instanceof OwnerPhase.Saved(Follower follower)) {
      call.accept(follower);
    }
  }

  /// A node is gone, and with it the memberships that it held. They end some at a time, each time
  /// in a turn of the loop; what could fall to one of them, such as a rank, waits for that.
  void nodeLeft(int number) {
    toLose(Set.of(number));
    loseMore();
  }

  private void toLose(Set<Integer> gone) {
    if (!gone.isEmpty()) {
      losing = new LinkedHashSet<>(losing);
      losing.addAll(gone);
    }
  }

  private void loseMore() {
    if (!phase.isStopped()) {
      guarded(
          "NodeLeft",
          () -> {
            loseSome();
            goOnOrDie();
          });
    }
  }

  private void loseSome() throws OwnerBug {
    if (losing.isEmpty()) {
      return;
    }
    int next = losing.iterator().next();
    carriedOut(reign.lose(next, node.slices().memberships()));
    if (!reign.hasMembershipsOf(next)) {
      losing.remove(next);
      losing = losing.isEmpty() ? Set.of() : losing;
    }
    if (!losing.isEmpty()) {
      loop.execute(this::loseMore);
    }
  }

  /// The replica of a node has lost the memberships that it held. New ones may come from there at
  /// any time, so the lost ones end at once.
  void lostView(int number) {
    if (phase instanceof OwnerPhase.Followed) {
      guarded(
          "NodeLeft",
          () -> {
            carriedOut(reign.lose(number, Integer.MAX_VALUE));
            goOnOrDie();
          });
    }
  }

  /// A replica elsewhere, for which this topic may have been kept, has asked what waited there.
  void settled() {
    guarded("settling", this::goOnOrDie);
  }

  /// See [StoreWork#endWriting].
  boolean endWriting() {
    return requests.endWriting();
  }

  /// Decides nothing from now on: the shard moves. What is asked meanwhile is asked again.
  void pause() {
    if (phase instanceof OwnerPhase.Followed(Follower follower)) {
      stopClocks();
      phase = new OwnerPhase.Paused(follower);
    }
  }

  /// Ends: another node is to decide.
  void depose() {
    pause();
    end(Follower.Why.MOVED);
  }

  @Override
  public Optional<SavedTopic> save() {
    if (!(phase instanceof OwnerPhase.Followed(Follower follower)) || !isGoingOn()) {
      return Optional.empty();
    }
    stopClocks();
    phase = new OwnerPhase.Saved(follower);
    return Optional.of(reign.saved(follower.toldFrames()));
  }

  private void stopClocks() {
    alarm.cancel();
    lingering.stop();
  }

  private boolean isGoingOn() {
    return reign.wasBorn() && reign.isAlive();
  }

  /// The topic lingers as if the connections of the follower's memberships had been lost.
  @Override
  public void lose(Throwable bug) {
    if (phase instanceof OwnerPhase.Followed(Follower follower)) {
      phase = new OwnerPhase.Alone();
      follower.failed(bug);
      guarded(
          "NodeLeft",
          () -> {
            tellRemoved(reign.lose(node.number(), Integer.MAX_VALUE));
            goOnOrDie();
          });
    }
  }

  /// As long as it has an owner here, a topic has a replica here.
  @Override
  public void unneeded() {}

  /// Call this when the state may have changed. A topic that nobody has joined yet goes on: others
  /// may be waiting to join.
  void settle() {
    if (reign.wasBorn()) {
      goOnOrDie();
    }
  }

  /// Goes on, or ends with the topic.
  void goOnOrDie() {
    if (phase.isStopped()) {
      return;
    }
    if (reign.isAlive()) {
      lingering.update();
      alarm.set(reign.wakeAt(), reign.now());
      return;
    }
    if (!requests.isIdle() || isExpected()) {
      return;
    }
    if (reign.wasBorn()) {
      node.counters().died();
    }
    end(Follower.Why.DIED);
  }

  private boolean isExpected() {
    return phase instanceof OwnerPhase.Followed(Follower follower) && follower.isExpected();
  }

  /// Too many topics linger: ends this one, unless somebody has joined meanwhile.
  private void endLingering() {
    guarded(
        "early death",
        () -> {
          if (lingering.isCounted()) {
            carriedOut(reign.end());
          }
          goOnOrDie();
        });
  }

  private interface Step {
    void run() throws OwnerBug;
  }

  /// Runs a step that no command asked for: a bug in it ends the reign.
  private void guarded(String name, Step step) {
    try {
      step.run();
    } catch (OwnerBug ownerBug) {
      fail(ownerBug, name);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError bug) {
      fail(new OwnerBug(false, bug), name);
    }
  }

  /// Ends the reign because of a bug.
  void fail(OwnerBug ownerBug, String during) {
    boolean isLost = bugs.endReign(ownerBug, during);
    end(isLost ? Follower.Why.CRASHED : Follower.Why.FAILED);
  }

  private void end(Follower.Why why) {
    OwnerPhase before = phase;
    if (before instanceof OwnerPhase.Over) {
      return;
    }
    stopClocks();
    phase = new OwnerPhase.Over();
    home.over(this);
    switch (before) {
      case OwnerPhase.Followed(Follower follower) -> release(follower, why);
      case OwnerPhase.Paused(Follower follower) -> release(follower, why);
      case OwnerPhase.Alone _, OwnerPhase.Saved _, OwnerPhase.Over _ -> {}
    }
  }

  private static void release(Follower follower, Follower.Why why) {
    try {
      follower.released(why);
    } catch (RuntimeException | Error bug) {
      follower.failed(bug);
    }
  }
}
