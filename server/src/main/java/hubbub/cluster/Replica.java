package hubbub.cluster;

import hubbub.cluster.ReplicaState.Attaching;
import hubbub.cluster.ReplicaState.Ended;
import hubbub.cluster.ReplicaState.Following;
import hubbub.cluster.ReplicaState.Idle;
import hubbub.cluster.ReplicaState.Incompatible;
import hubbub.cluster.ReplicaState.Left;
import hubbub.logging.ThrottledLog;
import hubbub.topic.Change;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.TopicName;
import hubbub.topic.TopicState;
import hubbub.topic.port.Feed;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One topic on this node: its [TopicView] and its [LocalMemberships]. Commands arrive in the inbox
/// and go on to the owner. The owner's decisions arrive as calls ([Follower]) and go on to the log
/// and the memberships. A replica decides nothing itself.
///
/// Confined to the loop of the topic's shard. [ReplicaState] is its state. It ends when it has no
/// memberships, nothing is waiting, and it follows no owner; the registry removes it in an atomic
/// step.
final class Replica implements TopicCopy {
  private static final ThrottledLog BUGS = new ThrottledLog(Replica.class);
  private static final long ERASE_AGAIN_MILLIS = 50;
  private static final long INCOMPATIBLE_MILLIS = 60_000;

  private final ReplicaContext context;
  private final TopicName topic;
  private final Registry.Place place;
  private final Inbox inbox;
  private final LocalMemberships memberships;
  private final LocalSpectators spectators;
  private ReplicaState state = new Idle();
  private long arrivals;
  private boolean isVisit;

  private Replica(ReplicaContext context, TopicName topic, Registry.Place place) {
    this.context = context;
    this.topic = topic;
    this.place = place;
    this.inbox = new Inbox(context.loop(), this::hear);
    this.memberships = new LocalMemberships(context.node(), topic, inbox);
    this.spectators = new LocalSpectators(context.node(), topic, inbox);
  }

  /// Makes a replica of `topic`, which publishes its log at `place`.
  ///
  /// @return the replica's inbox
  static Inbox of(ReplicaContext context, TopicName topic, Registry.Place place) {
    return new Replica(context, topic, place).inbox;
  }

  private void hear(ToReplica message) {
    if (state instanceof Ended && !(message instanceof ToReplica.Always)) {
      return;
    }
    try {
      handle(message);
      if (state instanceof Incompatible) {
        refuse(Refusal.of(Reason.INCOMPATIBLE));
      }
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError bug) {
      loseAll(bug);
    }
    endIfUnneeded();
  }

  private void handle(ToReplica message) {
    switch (message) {
      case ToReplica.Join join -> {
        arrivals++;
        memberships.join(join, state);
        attachIfWanted();
      }
      case ToReplica.SendFromOutside send -> {
        arrivals++;
        memberships.send(send, state);
        attachIfWanted();
      }
      case ToReplica.TakeOver(var saved) -> {
        arrivals++;
        state = new Left(saved);
      }
      case ToReplica.StandBy _ -> {
        arrivals++;
        if (state instanceof Incompatible) {
          context.placement().unreadable(topic);
        }
        attachIfIdle();
      }
      case ToReplica.GoOn(var step, Runnable done) -> {
        arrivals++;
        try {
          if (!(state instanceof Following)) {
            step.accept(this);
          }
          attachIfIdle();
        } finally { // what waits for it are all topics of the shard
          done.run();
        }
      }
      case ToReplica.Resume _ -> resume();
      case ToReplica.Send send -> memberships.send(send, state);
      case ToReplica.Release(var membership) -> memberships.release(membership, state);
      case ToReplica.Answered answered -> memberships.answered(answered, state);
      case ToReplica.Leave leave -> memberships.leave(leave.membership(), leave.how(), state);
      case ToReplica.Detach detach -> memberships.detach(detach.membership());
      case ToReplica.Prove prove -> memberships.prove(prove.membership(), state);
      case ToReplica.Resync resync -> memberships.resync(resync.membership(), state);
      case ToReplica.Watch watch -> {
        resume();
        spectators.watch(watch, state);
      }
      case ToReplica.Visit(var watch) -> {
        arrivals++;
        resume();
        if (state instanceof Idle) {
          isVisit = true;
          beginAttaching(null);
        }
        spectators.watch(watch, state);
      }
      case ToReplica.Judge judge -> spectators.judge(judge, state);
      case ToReplica.ResyncSpectator(var id) -> spectators.resync(id, state);
      case ToReplica.StopWatching(var id) -> spectators.stop(id);
      case ToReplica.AttachNow now -> attach(now);
      case ToReplica.TryAgain _ -> {
        if (state instanceof Incompatible) {
          state = new Idle();
        }
      }
      case ToReplica.RefuseOverdue _ -> memberships.refuseOverdue(state);
      case ToReplica.FlushPresence _ ->
          Optional.ofNullable(state.view()).ifPresent(TopicView::flushPresence);
      case ToReplica.About(var member, var answer) -> {
        resume();
        answer.complete(state.about(member, context.node().time().epochMillis()));
      }
      case ToReplica.Erase erase -> erase(erase);
      case ToReplica.Save(var sink, var done) -> {
        save(sink);
        done.run();
      }
    }
  }

  /// Waits for an owner, if there is anything to erase.
  private void erase(ToReplica.Erase erase) {
    resume();
    if (state instanceof Following(Decider owner, _)) {
      erase.answer().complete(owner.erase(erase.member(), erase.pseudonym()));
    } else if (state instanceof Attaching) {
      var _ = inbox.tellAfter(ERASE_AGAIN_MILLIS, erase);
    } else {
      erase.answer().complete(true);
    }
  }

  /// A bug costs only this topic.
  private void save(Consumer<SavedTopic> sink) {
    try {
      state.save().ifPresent(sink);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError bug) {
      BUGS.error(topic + ": a bug keeps it from being left to the next start", bug);
    }
  }

  private void attachIfWanted() {
    if (!memberships.isIdle()) {
      attachIfIdle();
    }
  }

  private void attachIfIdle() {
    isVisit = false;
    resume();
    if (state instanceof Idle) {
      beginAttaching(null);
    }
  }

  /// Goes on with the topic that the last run left, if there is one.
  private void resume() {
    if (state instanceof Left(var saved)) {
      state = new Idle();
      saved
          .get()
          .map(it -> TopicView.restored(context.node(), it, memberships, inbox))
          .ifPresent(view -> {
            place.show(view.log());
            beginAttaching(view);
          });
    }
  }

  private void beginAttaching(@Nullable TopicView view) {
    state = new Attaching(AttachAttempt.begin(inbox, context.node(), topic), view);
    if (view != null) {
      context.placement().holds(topic, this);
    }
  }

  /// An owner on this node attaches us before `attach` returns. If none did, we retry later.
  private void attach(ToReplica.AttachNow now) {
    if (!isAttaching(now.attempt()) || !now.attempt().isAt(now.turn())) {
      return;
    }
    if (now.attempt().isResting()) {
      now.attempt().enter();
    } else {
      context.placement().attach(topic, this);
      if (isAttaching(now.attempt())) {
        now.attempt().tryLater();
      }
    }
  }

  private boolean isAttaching(AttachAttempt attempt) {
    return state instanceof Attaching attaching && attaching.attempt() == attempt;
  }

  /// @return the view, if there is one
  private @Nullable TopicView stopAttaching() {
    TopicView view = state.view();
    if (state instanceof Attaching(AttachAttempt attempt, _)) {
      attempt.end();
      state = new Idle();
    }
    return view;
  }

  @Override
  public boolean isAttaching() {
    return state instanceof Attaching;
  }

  @Override
  public Optional<Seed> seed() {
    return Optional.ofNullable(state.view()).map(TopicView::seed);
  }

  @Override
  public List<Feed.Frame> toldFrames() {
    TopicView view = state.view();
    return view == null ? List.of() : view.log().told();
  }

  @Override
  public boolean isVisit() {
    return isVisit;
  }

  @Override
  public Optional<Reached> reached() {
    return Optional.ofNullable(state.view()).map(TopicView::reached);
  }

  @Override
  public Optional<CatchUp> catchUp(Optional<Reached> other) {
    return Optional.ofNullable(state.view()).flatMap(view -> view.catchUp(other));
  }

  @Override
  public Optional<WholeTopic> whole() {
    return Optional.ofNullable(state.view()).map(TopicView::whole);
  }

  /// A copy that is replaced ends its memberships, whose clients join again and go on from where
  /// they were.
  @Override
  public void goOn(CopiedTopic copied) {
    if (state.view() == null) {
      TopicView _ = stopAttaching(); // whoever came to watch goes on waiting
    } else {
      loseView(Refusal.of(Reason.UNAVAILABLE));
    }
    beginAttaching(TopicView.copied(context.node(), copied, memberships, inbox));
  }

  @Override
  public void attached(Decider owner, Optional<TopicState> shared) {
    TopicView before = stopAttaching();
    TopicView view =
        before == null
            ? new TopicView(context.node(), topic, shared.orElseThrow(), memberships, inbox)
            : before;
    view.follows(owner.term());
    state = new Following(owner, view);
    if (shared.isPresent() && view.state() != shared.get()) {
      throw new IllegalStateException(topic + ": attached to an owner with another state");
    }
    context.placement().holds(topic, this);
    place.answersFor(owner.isHere());
    place.show(view.log());
    spectators.judgeAll(view);
  }

  /// Any of these requests may end memberships, or the owner. So the list is complete before the
  /// first is sent, and each one is sent only if there still is an owner.
  @Override
  public void askWhatWaits() {
    if (state instanceof Following(_, TopicView view)) {
      for (Ask ask : memberships.release(view)) {
        if (state instanceof Following(Decider owner, _)) {
          owner.ask(ask);
        }
      }
      letGoIfUnneeded();
    }
  }

  @Override
  public void show(Decided decided) {
    if (state instanceof Following(_, TopicView view)) {
      show(view, decided);
    }
  }

  @Override
  public void apply(List<Change> changes, List<Decided.Answer> answers) {
    TopicView view = state.view();
    if (view != null) {
      show(view, new Decided(view.evolve(changes), answers));
    }
  }

  private void show(TopicView view, Decided decided) {
    view.show(decided);
    if (decided.changes().stream().anyMatch(it -> spectators.concerns(it.change().event()))) {
      spectators.judgeAll(view);
    }
  }

  @Override
  public void released(Why why) {
    if (why == Why.MOVED && state instanceof Attaching(AttachAttempt attempt, _)) {
      attempt.tryNow();
    } else if (state instanceof Following(_, TopicView view)) {
      switch (why) {
        case FAILED, MOVED -> lookAgain(view);
        case UNNEEDED -> {
          if (isNeeded()) { // by somebody who came while we were let go
            lookAgain(view);
          } else {
            release(Reason.NO_SUCH_TOPIC);
          }
        }
        case DIED -> release(Reason.NO_SUCH_TOPIC);
        case CRASHED -> release(Reason.UNAVAILABLE);
      }
    }
  }

  private void lookAgain(TopicView view) {
    place.answersFor(true);
    beginAttaching(view);
  }

  private void release(Reason why) {
    loseView(Refusal.of(why));
    attachIfWanted();
    endIfUnneeded();
  }

  @Override
  public void refused(Refusal refusal) {
    context.placement().refused(topic, refusal);
    memberships.refuseAll(refusal);
    if (state instanceof Attaching attaching && attaching.goesOnAfter(refusal)) {
      attaching.attempt().rest();
    } else {
      loseView(Refusal.of(Reason.NO_SUCH_TOPIC));
      endIfUnneeded();
    }
  }

  @Override
  public void failed(Throwable bug) {
    BUGS.error(
        topic
            + ": a bug lost this node's view of it; its members rejoin automatically. Please report"
            + " it",
        bug);
    context.node().counters().crashed();
    memberships.refuseAll(Refusal.of(Reason.JOIN_CRASHED));
    try {
      loseView(Refusal.of(Reason.UNAVAILABLE));
    } catch (RuntimeException again) {
      BUGS.error(topic + ": the remains of the lost view may take memory until a restart", again);
    }
    endIfUnneeded();
  }

  /// A bug outside the owner's calls: the owner, if there is one, has to know.
  private void loseAll(Throwable bug) {
    if (state instanceof Following(Decider owner, _)) {
      owner.lose(bug);
    } else {
      failed(bug);
    }
  }

  /// Drops the state and ends all memberships; nobody watches any longer, because of `why`. Waiting
  /// joins keep waiting.
  private void loseView(Refusal why) {
    long head = state.head();
    TopicView view = stopAttaching();
    state = new Idle();
    place.show(null);
    if (view != null) {
      context.placement().drops(topic);
    }
    memberships.endAll(head);
    spectators.endAll(why, head);
    if (view != null) {
      view.close();
    }
  }

  /// Its members end, and are refused when they come back.
  @Override
  public void incompatible() {
    loseView(Refusal.of(Reason.INCOMPATIBLE));
    state = new Incompatible(inbox.tellAfter(INCOMPATIBLE_MILLIS, new ToReplica.TryAgain()));
    refuse(Refusal.of(Reason.INCOMPATIBLE));
  }

  private void refuse(Refusal refusal) {
    memberships.refuseAll(refusal);
    spectators.endAll(refusal, 0);
  }

  private void letGoIfUnneeded() {
    if (state instanceof Following(Decider owner, _) && !isNeeded()) {
      owner.unneeded();
    }
  }

  private boolean isNeeded() {
    return !memberships.isIdle() || !spectators.isEmpty();
  }

  private void endIfUnneeded() {
    letGoIfUnneeded();
    if (state instanceof Idle && memberships.isIdle() && context.registry().end(topic, arrivals)) {
      state = new Ended();
    }
  }
}
