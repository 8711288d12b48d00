package hubbub.cluster;

import hubbub.topic.AddressPrefix;
import hubbub.topic.AuditEntry;
import hubbub.topic.Command;
import hubbub.topic.Decision;
import hubbub.topic.Event;
import hubbub.topic.LastingAct;
import hubbub.topic.Outcome;
import hubbub.topic.Reason;
import hubbub.topic.Request;
import hubbub.topic.TopicName;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes all decisions about one topic during one reign. The next reign has another owner.
///
///     alone ── a replica attaches ──▶ followed ── the topic dies, or a bug ──▶ over
///       ▲                                │  └── the node stops ──▶ saved
///       └───── the replica met a bug ────┘
///
/// Owner and replica live on the loop of the topic's shard and call each other there. They share
/// the topic's state: the owner changes it, the replica shows it. A replica that throws loses its
/// own view and memberships, and nobody else's.
final class Owner {
  private final Node node;
  private final TopicName topic;
  private final Reign reign;
  private final RequestGate gate;
  private final ScheduledExecutorService loop;
  private final BugReports bugs;
  private final Alarm alarm;
  private final Consumer<Owner> whenOver;

  /// Absent until the store has a say in something: in most topics it never has.
  private @Nullable StoreWork work;

  private Phase phase = new Phase.Alone();

  /// Present while nobody is in the topic.
  private Optional<LingeringTopics.Lingering> lingering = Optional.empty();

  private sealed interface Phase {
    record Followed(Follower follower) implements Phase {}

    record Alone() implements Phase {}

    /// It decides nothing any more: its state is left to the next run of the node.
    record Saved(Follower follower) implements Phase {}

    record Over() implements Phase {}
  }

  /// The owner of `topic` for `reign`. `whenOver` is called when the owner has ended.
  Owner(
      Node node,
      TopicName topic,
      ScheduledExecutorService loop,
      Reign reign,
      Consumer<Owner> whenOver) {
    this.node = node;
    this.topic = topic;
    this.reign = reign;
    this.gate = new RequestGate(node, topic);
    this.loop = loop;
    this.bugs = new BugReports(node, topic, loop);
    this.alarm = new Alarm(loop, this::wake);
    this.whenOver = whenOver;
  }

  TopicName topic() {
    return topic;
  }

  /// Attaches `follower`, and lets it ask what has been waiting for an owner. If nobody is in the
  /// topic after that, the owner ends.
  void attach(Follower follower) {
    phase = new Phase.Followed(follower);
    call(it -> it.attached(this, reign.state()));
    guarded(
        "birth",
        () -> {
          if (!reign.isProclaimed()) {
            show(new Decided(reign.proclaim(), List.of()));
          }
          carriedOut(reign.catchUp());
          for (int gone : reign.goneNodes()) {
            carriedOut(reign.lose(gone));
          }
          call(Follower::askWhatWaits);
          goOnOrDie();
        });
  }

  /// Decides a request. When this returns, the follower has been shown the outcome.
  void ask(Ask ask) {
    if (phase instanceof Phase.Saved) {
      show(Decided.answered(ask, Outcome.refused(Reason.SHUTTING_DOWN)));
      return;
    }
    attempt(
        ask,
        () -> {
          long waitedNanos = node.time().nanos() - ask.sinceNanos();
          node.counters().waited(waitedNanos);
          Optional<Outcome> known = gate.judge(reign, ask.request(), waitedNanos);
          if (known.isPresent()) {
            show(Decided.answered(ask, known.get()));
          } else if (!isForStore(ask)) {
            decide(ask);
          }
        });
  }

  /// Whether the store has a say in a request, and has been asked.
  private boolean isForStore(Ask ask) {
    boolean isRegistered = reign.version() > 0;
    Command command = ask.request().command();
    StoreWork now = work;
    if (now == null) {
      boolean isNeeded =
          (isRegistered && command instanceof Command.Join)
              || LastingAct.mayFollow(command, isRegistered);
      if (!isNeeded) {
        return false;
      }
      now = new StoreWork(node, topic, loop, new Stored());
      work = now;
    }
    return now.takes(ask);
  }

  /// Runs a step of answering a request. A bug in it is told to the sender.
  private void attempt(Ask ask, Step step) {
    Request request = ask.request();
    try {
      step.run();
      settle();
    } catch (OwnerBug ownerBug) {
      show(Decided.answered(ask, gate.charge(reign, request)));
      failed(ownerBug, request.command());
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError bug) {
      show(Decided.answered(ask, RequestGate.crashed(request)));
      fail(new OwnerBug(false, bug), "ask");
    }
  }

  /// Decides a request, and shows its outcome, unless something must be written first.
  private Reign.Done decide(Ask ask) throws OwnerBug {
    boolean wasJoined = reign.wasJoined();
    Optional<AddressPrefix> newFrom = gate.newFrom(reign, ask.request());
    Reign.Done done = reign.decide(ask.request());
    if (done.decision().lasting().isPresent()) {
      return done;
    }
    show(Decided.of(done, ask));
    if (!wasJoined && reign.wasJoined()) {
      node.counters().born();
    }
    newFrom.ifPresent(from -> gate.count(from, done.decision().outcome()));
    tellRemoved(done);
    return done;
  }

  /// Goes on with a request once the store has answered.
  private final class Stored implements StoreWork.Deciding {
    @Override
    public long version() {
      return reign.version();
    }

    @Override
    public @Nullable Decision decide(Ask ask) {
      if (isStopped(ask)) {
        return null;
      }
      AtomicReference<@Nullable Decision> decided = new AtomicReference<>();
      attempt(ask, () -> decided.set(Owner.this.decide(ask).decision()));
      Decision decision = decided.get();
      return decision == null || decision.lasting().isEmpty() ? null : decision;
    }

    @Override
    public void enact(Ask ask, Decision decided, long version) {
      if (!isStopped(ask)) {
        attempt(
            ask,
            () -> {
              Reign.Done done = reign.enact(decided, version, ask.request());
              show(Decided.of(done, ask));
              tellRemoved(done);
            });
      }
    }

    @Override
    public void refuse(Ask ask, Outcome outcome) {
      show(Decided.answered(ask, outcome));
    }

    @Override
    public void idle() {
      goOnOrDie();
    }

    private boolean isStopped(Ask ask) {
      if (phase instanceof Phase.Saved) {
        refuse(ask, Outcome.refused(Reason.SHUTTING_DOWN));
      }
      return phase instanceof Phase.Saved || phase instanceof Phase.Over;
    }
  }

  /// Shows what was decided without a request, and tells the kind's extension which of its values
  /// are gone.
  private void carriedOut(Reign.Done done) {
    show(Decided.of(done));
    tellRemoved(done);
  }

  /// Tells the kind's extension which of its values are gone.
  private void tellRemoved(Reign.Done done) {
    for (Decided.Evolved change : done.changes()) {
      for (Throwable bug : reign.tellRemoved(change)) {
        bugs.harmless(bug, "onRemoved");
      }
    }
  }

  /// A command met a bug, and its sender was told. If nothing of it was applied, that is all. But a
  /// leave can't be refused.
  private void failed(OwnerBug ownerBug, Command command) {
    String during = command.getClass().getSimpleName();
    if (ownerBug.isStateBad() || command instanceof Command.Leave) {
      fail(ownerBug, during);
    } else {
      bugs.harmless(ownerBug.bug(), during);
      settle();
    }
  }

  /// The alarm rang: something may have expired.
  private void wake() {
    alarm.rang();
    guarded(
        "expiry",
        () -> {
          if (reign.wakeAt().orElse(Long.MAX_VALUE) <= reign.now()) {
            carriedOut(reign.expire());
          }
          goOnOrDie();
        });
  }

  private void show(Decided decided) {
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
    if (phase instanceof Phase.Followed(Follower follower)) {
      try {
        call.accept(follower);
      } catch (RuntimeException | Error bug) {
        lose(bug);
      }
    } else if (phase instanceof Phase.Saved(Follower follower)) {
      call.accept(follower);
    }
  }

  /// Decides nothing from now on, and answers with what the next run of the node goes on with.
  /// Empty if the topic does not go on.
  Optional<SavedTopic> save() {
    if (!(phase instanceof Phase.Followed(Follower follower)) || !isGoingOn()) {
      return Optional.empty();
    }
    alarm.cancel();
    stopLingering();
    phase = new Phase.Saved(follower);
    return Optional.of(new SavedTopic(reign.state().image(), reign.now(), follower.toldFrames()));
  }

  private boolean isGoingOn() {
    return reign.wasJoined() && reign.isAlive();
  }

  /// The follower met `bug`: its memberships leave the state, and the topic lingers as if their
  /// connections had been lost.
  void lose(Throwable bug) {
    if (phase instanceof Phase.Followed(Follower follower)) {
      phase = new Phase.Alone();
      follower.failed(bug);
      guarded(
          "NodeLeft",
          () -> {
            tellRemoved(reign.lose(node.number()));
            goOnOrDie();
          });
    }
  }

  /// Call this when the state may have changed. A topic that nobody has joined yet goes on: others
  /// may be waiting to join.
  private void settle() {
    if (reign.wasJoined()) {
      goOnOrDie();
    }
  }

  private void goOnOrDie() {
    if (phase instanceof Phase.Over || phase instanceof Phase.Saved) {
      return;
    }
    if (reign.isAlive()) {
      countLingering();
      alarm.set(reign.wakeAt(), reign.now());
      return;
    }
    if (work != null && !work.isIdle()) {
      return;
    }
    if (reign.wasJoined()) {
      node.counters().died();
    }
    end(Follower.Why.DIED);
  }

  /// A topic whose members were all cut off by a restart is not counted: nobody made it to take
  /// memory.
  private void countLingering() {
    if (reign.isEmpty() && !reign.isDeserted() && lingering.isEmpty()) {
      Runnable end = () -> loop.execute(this::endLingering);
      lingering = Optional.of(node.lingering().add(reign.state().messageBytes(), end));
    } else if (!reign.isEmpty() && lingering.isPresent()) {
      stopLingering();
    }
  }

  private void stopLingering() {
    lingering.ifPresent(node.lingering()::remove);
    lingering = Optional.empty();
  }

  /// Too many topics linger: ends this one, unless somebody has joined meanwhile.
  private void endLingering() {
    guarded(
        "early death",
        () -> {
          if (lingering.isPresent()) {
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
  private void fail(OwnerBug ownerBug, String during) {
    boolean isLost = bugs.endReign(ownerBug, during);
    end(isLost ? Follower.Why.CRASHED : Follower.Why.FAILED);
  }

  private void end(Follower.Why why) {
    Phase before = phase;
    if (before instanceof Phase.Over) {
      return;
    }
    alarm.cancel();
    stopLingering();
    phase = new Phase.Over();
    whenOver.accept(this);
    if (before instanceof Phase.Followed(Follower follower)) {
      try {
        follower.released(why);
      } catch (RuntimeException | Error bug) {
        follower.failed(bug);
      }
    }
  }
}
