package hubbub.cluster;

import hubbub.topic.AddressPrefix;
import hubbub.topic.Command;
import hubbub.topic.Decision;
import hubbub.topic.Event;
import hubbub.topic.LastingAct;
import hubbub.topic.MemberId;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.Registration;
import hubbub.topic.Request;
import hubbub.topic.StoredStanding;
import hubbub.topic.TopicName;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Decides what is asked of one owner: by what needs no rules ([RequestGate]), by the rules
/// ([Reign]), or after the store was asked ([StoreWork]). Confined to the owner.
///
/// Without contact with a majority nothing is decided: others may have given this node up. Then
/// most requests are refused; those that can't be wait, in order.
final class Requests {
  /// How long to wait before looking for contact again.
  static final long PAUSE_MILLIS = 500;

  private final Node node;
  private final TopicName topic;
  private final ScheduledExecutorService loop;
  private final Reign reign;
  private final Owner owner;
  private final RequestGate gate;

  /// Absent until the store has a say in something: in most topics it never has.
  private @Nullable StoreWork work;

  /// What waits for contact.
  private @Nullable Queue<Ask> deferred;

  private boolean isAgain;

  /// What is asked of `owner` in its reign.
  Requests(Node node, TopicName topic, ScheduledExecutorService loop, Reign reign, Owner owner) {
    this.node = node;
    this.topic = topic;
    this.loop = loop;
    this.reign = reign;
    this.owner = owner;
    this.gate = new RequestGate(node, topic);
  }

  /// Whether nothing is under way in the store, and nothing waits for contact.
  boolean isIdle() {
    return deferred == null && (work == null || work.isIdle());
  }

  /// See [StoreWork#endWriting].
  boolean endWriting() {
    return work != null && work.endWriting();
  }

  /// Brings the topic to what the store has by now.
  void reconcile() {
    work().reconcile();
  }

  private StoreWork work() {
    StoreWork now = work;
    if (now == null) {
      now = new StoreWork(node, topic, loop, new Stored());
      work = now;
    }
    return now;
  }

  /// Runs `asking`, in which the follower asks for what waited for an owner. Some of it may have
  /// been carried out by an earlier one.
  void again(Runnable asking) {
    isAgain = true;
    asking.run();
    isAgain = false;
  }

  /// Decides a request, see [Owner#ask].
  void ask(Ask ask) {
    if (isStopped(ask)) {
      return;
    }
    if (!node.quorum().holds()) {
      withoutContact(ask);
      return;
    }
    if (deferred != null) {
      decideDeferred();
    }
    attempt(
        ask,
        () -> {
          long waitedNanos = node.time().nanos() - ask.sinceNanos();
          node.counters().waited(waitedNanos);
          Optional<Outcome> known = gate.judge(reign, ask.request(), waitedNanos);
          if (known.isPresent()) {
            answer(ask, known.get());
          } else if (!isForStore(ask)) {
            decide(ask).decision().events().forEach(this::recheckBan);
          }
        });
  }

  /// A ban may concern somebody whose account has another rank by now.
  private void recheckBan(Event event) {
    if (event instanceof Event.AccountRankChanged(MemberId member, Rank _)) {
      if (reign.version() > 0) {
        work().recheckBan(member);
      } else {
        owner.reconcile(() -> reign.removeIfBanned(member));
      }
    }
  }

  /// If the shard moves, what is not answered is asked again at the next home.
  private boolean isStopped(Ask ask) {
    if (owner.phase() instanceof OwnerPhase.Saved) {
      answer(ask, Outcome.refused(Reason.SHUTTING_DOWN));
    }
    return owner.phase().isStopped();
  }

  private void answer(Ask ask, Outcome outcome) {
    owner.show(Decided.answered(ask, outcome));
  }

  /// A leave can't be refused, nor what may have been carried out already.
  private void withoutContact(Ask ask) {
    Request request = ask.request();
    boolean mayHaveHappened = isAgain && request.number() != 0;
    if (mayHaveHappened || request.command() instanceof Command.Leave) {
      defer(ask);
    } else if (RequestGate.isJoined(reign, request)) {
      answer(ask, Outcome.OK);
    } else {
      Refusal refusal = Refusal.of(Reason.UNAVAILABLE, "retry_after_ms", 2 * PAUSE_MILLIS);
      answer(ask, new Outcome.Refused(refusal));
    }
  }

  private void defer(Ask ask) {
    Queue<Ask> all = deferred;
    if (all == null) {
      all = new ArrayDeque<>(1);
      deferred = all;
      decideLater();
    }
    all.add(ask);
  }

  private void decideLater() {
    var _ = loop.schedule(this::decideDeferred, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void decideDeferred() {
    Queue<Ask> all = deferred;
    if (all == null || owner.phase().isStopped()) {
      return;
    }
    if (node.quorum().holds()) {
      deferred = null;
      all.forEach(this::ask);
      owner.goOnOrDie();
    } else {
      decideLater();
    }
  }

  /// Whether the store has a say in a request, and has been asked.
  private boolean isForStore(Ask ask) {
    boolean isRegistered = reign.version() > 0;
    Command command = ask.request().command();
    boolean isNeeded =
        work != null
            || (command instanceof Command.Join
                && (isRegistered || node.settings().store().mayBeRegistered(topic)))
            || LastingAct.mayFollow(command, isRegistered);
    return isNeeded && work().takes(ask);
  }

  private interface Step {
    void run() throws OwnerBug;
  }

  /// Runs a step of answering a request. A bug in it is told to the sender.
  private void attempt(Ask ask, Step step) {
    Request request = ask.request();
    try {
      step.run();
      owner.settle();
    } catch (OwnerBug ownerBug) {
      answer(ask, gate.charge(reign, request));
      failed(ownerBug, request.command());
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError bug) {
      answer(ask, RequestGate.crashed(request));
      owner.fail(new OwnerBug(false, bug), "ask");
    }
  }

  /// A command met a bug, and its sender was told. If nothing of it was applied, that is all. But a
  /// leave can't be refused.
  private void failed(OwnerBug ownerBug, Command command) {
    String during = command.getClass().getSimpleName();
    if (ownerBug.isStateBad() || command instanceof Command.Leave) {
      owner.fail(ownerBug, during);
    } else {
      owner.bugs().harmless(ownerBug.bug(), during);
      owner.settle();
    }
  }

  /// Decides a request, and shows its outcome, unless something must be written first.
  private Reign.Done decide(Ask ask) throws OwnerBug {
    if (ask.request().command() instanceof Command.Join join
        && node.erased().contains(join.member())) {
      Outcome outcome = Outcome.refused(Reason.BANNED);
      answer(ask, outcome);
      return new Reign.Done(
          new Decision(outcome, List.of(), List.of(), Optional.empty()), List.of());
    }
    boolean wasBorn = reign.wasBorn();
    Optional<AddressPrefix> newFrom = gate.newFrom(reign, ask.request());
    Optional<AddressPrefix> founderFrom = gate.founderFrom(reign, ask.request());
    Reign.Done done = reign.decide(ask.request());
    if (done.decision().lasting().isPresent()) {
      return done;
    }
    owner.show(Decided.of(done, ask));
    if (!wasBorn && reign.wasBorn()) {
      node.counters().born();
      founderFrom.ifPresent(gate::countBirth);
    }
    newFrom.ifPresent(from -> gate.count(from, done.decision().outcome()));
    owner.tellRemoved(done);
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
      if (!node.quorum().holds()) { // it may have been lost while the store was asked
        withoutContact(ask);
        return null;
      }
      AtomicReference<@Nullable Decision> decided = new AtomicReference<>();
      attempt(ask, () -> decided.set(Requests.this.decide(ask).decision()));
      Decision decision = decided.get();
      return decision == null || decision.lasting().isEmpty() ? null : decision;
    }

    @Override
    public void enact(Ask ask, Decision decided, long version) {
      if (owner.phase() instanceof OwnerPhase.Saved) {
        answer(ask, decided.outcome()); // it is in the store, where the next start finds it
      } else if (!isStopped(ask)) {
        attempt(
            ask,
            () -> {
              Reign.Done done = reign.enact(decided, version, ask.request());
              owner.show(Decided.of(done, ask));
              owner.tellRemoved(done);
            });
      }
    }

    @Override
    public void refuse(Ask ask, Outcome outcome) {
      answer(ask, outcome);
    }

    @Override
    public boolean hasStopped() {
      return owner.phase().isStopped();
    }

    @Override
    public void reconcile(Optional<Registration> stored) {
      owner.reconcile(() -> reign.reconcile(stored));
    }

    @Override
    public List<MemberId> known(@Nullable MemberId after, int most) {
      return reign.known(after, most);
    }

    @Override
    public void reconcile(Map<MemberId, StoredStanding> stored) {
      owner.reconcile(() -> reign.reconcile(stored));
    }

    @Override
    public void reconciled() {
      owner.reconcile(reign::reconciled);
    }

    @Override
    public void idle() {
      owner.goOnOrDie();
    }
  }
}
