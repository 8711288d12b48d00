package hubbub.cluster;

import hubbub.cluster.ReplicaState.Attaching;
import hubbub.cluster.ReplicaState.Ended;
import hubbub.cluster.ReplicaState.Following;
import hubbub.cluster.ReplicaState.Idle;
import hubbub.cluster.ReplicaState.Left;
import hubbub.logging.ThrottledLog;
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
final class Replica implements Follower {
  private static final ThrottledLog BUGS = new ThrottledLog(Replica.class);

  private final ReplicaContext context;
  private final TopicName topic;
  private final Registry.Place place;
  private final Inbox inbox;
  private final LocalMemberships memberships;
  private ReplicaState state = new Idle();
  private long arrivals;

  private Replica(ReplicaContext context, TopicName topic, Registry.Place place) {
    this.context = context;
    this.topic = topic;
    this.place = place;
    this.inbox = new Inbox(context.loop(), this::hear);
    this.memberships = new LocalMemberships(context.node(), topic, inbox);
  }

  /// Makes a replica of `topic`, which publishes its log at `place`.
  ///
  /// @return the replica's inbox
  static Inbox of(ReplicaContext context, TopicName topic, Registry.Place place) {
    return new Replica(context, topic, place).inbox;
  }

  private void hear(ToReplica message) {
    if (state instanceof Ended && !(message instanceof ToReplica.Save)) {
      return;
    }
    try {
      handle(message);
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
      case ToReplica.SendAsServer send -> {
        arrivals++;
        memberships.send(send, state);
        attachIfWanted();
      }
      case ToReplica.TakeOver(var saved) -> {
        arrivals++;
        state = new Left(saved);
      }
      case ToReplica.Resume _ -> resume();
      case ToReplica.Send send -> memberships.send(send, state);
      case ToReplica.Answered answered -> memberships.answered(answered, state);
      case ToReplica.Leave leave -> memberships.leave(leave.membership(), leave.how(), state);
      case ToReplica.Detach detach -> memberships.detach(detach.membership());
      case ToReplica.Prove prove -> memberships.prove(prove.membership(), state);
      case ToReplica.Resync resync -> memberships.resync(resync.membership(), state);
      case ToReplica.AttachNow now -> attach(now);
      case ToReplica.FlushPresence _ -> flushPresence();
      case ToReplica.Save(var sink, var done) -> {
        save(sink);
        done.run();
      }
    }
  }

  /// A bug costs only this topic.
  private void save(Consumer<SavedTopic> sink) {
    try {
      saved().ifPresent(sink);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError bug) {
      BUGS.error(topic + ": a bug keeps it from being left to the next start", bug);
    }
  }

  private Optional<SavedTopic> saved() {
    return switch (state) {
      case Following(Owner owner, _) -> owner.save();
      case Left(var saved) -> saved.get();
      case Attaching(_, TopicView view) -> Optional.ofNullable(view).map(TopicView::saved);
      case Idle _, Ended _ -> Optional.empty();
    };
  }

  private void flushPresence() {
    TopicView view = state.view();
    if (view != null) {
      view.flushPresence();
    }
  }

  private void attachIfWanted() {
    if (memberships.isIdle()) {
      return;
    }
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
          .ifPresent(this::beginAttaching);
    }
  }

  private void beginAttaching(@Nullable TopicView view) {
    state = new Attaching(AttachAttempt.begin(inbox, context.node().gate()), view);
  }

  /// An owner on this node attaches us before `attach` returns. If none did, we retry later.
  private void attach(ToReplica.AttachNow now) {
    if (isAttaching(now.attempt()) && now.attempt().isAt(now.turn())) {
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
  public void attached(Owner owner, TopicState shared) {
    TopicView before = stopAttaching();
    TopicView view =
        before == null ? new TopicView(context.node(), topic, shared, memberships, inbox) : before;
    state = new Following(owner, view);
    if (view.state() != shared) {
      throw new IllegalStateException(topic + ": attached to an owner with another state");
    }
    place.show(view.log());
  }

  /// Any of these requests may end memberships, or the owner. So the list is complete before the
  /// first is sent, and each one is sent only if there still is an owner.
  @Override
  public void askWhatWaits() {
    if (state instanceof Following(_, TopicView view)) {
      for (Ask ask : memberships.release(view)) {
        if (state instanceof Following(Owner owner, _)) {
          owner.ask(ask);
        }
      }
    }
  }

  @Override
  public void show(Decided decided) {
    if (state instanceof Following(_, TopicView view)) {
      for (Decided.Evolved evolved : decided.changes()) {
        view.show(evolved);
      }
      for (Decided.Answer answer : decided.answers()) {
        memberships.answered(answer, view);
      }
      view.wake();
    }
  }

  @Override
  public void released(Why why) {
    if (state instanceof Following(_, TopicView view)) {
      if (why == Why.FAILED) {
        beginAttaching(view);
      } else {
        loseView();
        attachIfWanted();
        endIfUnneeded();
      }
    }
  }

  @Override
  public void refused(Refusal refusal) {
    memberships.refuseAll(refusal);
    loseView();
    endIfUnneeded();
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
      loseView();
    } catch (RuntimeException again) {
      BUGS.error(topic + ": the remains of the lost view may take memory until a restart", again);
    }
    endIfUnneeded();
  }

  /// A bug outside the owner's calls: the owner, if there is one, has to know.
  private void loseAll(Throwable bug) {
    if (state instanceof Following(Owner owner, _)) {
      owner.lose(bug);
    } else {
      failed(bug);
    }
  }

  /// Drops the state and ends all memberships. Waiting joins keep waiting.
  private void loseView() {
    long head = state.head();
    TopicView view = stopAttaching();
    state = new Idle();
    place.show(null);
    memberships.endAll(head);
    if (view != null) {
      view.close();
    }
  }

  private void endIfUnneeded() {
    if (state instanceof Idle && memberships.isIdle() && context.registry().end(topic, arrivals)) {
      state = new Ended();
    }
  }
}
