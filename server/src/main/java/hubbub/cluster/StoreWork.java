package hubbub.cluster;

import hubbub.topic.Actor;
import hubbub.topic.Command;
import hubbub.topic.Decision;
import hubbub.topic.LastingAct;
import hubbub.topic.MemberId;
import hubbub.topic.MembershipId;
import hubbub.topic.Outcome;
import hubbub.topic.Reason;
import hubbub.topic.StoredStanding;
import hubbub.topic.Subject;
import hubbub.topic.TopicName;
import hubbub.topic.port.TopicStore;
import hubbub.topic.port.TopicStore.Written;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What one owner has under way in the store. Whoever joins waits until the store has said what it
/// knows of them. Lasting acts go one after the other, so that each is decided on what the one
/// before left:
///
///     waiting ──▶ standing of whom it is about ──▶ decided ──▶ written ──▶ carried out
///
/// If the store turns out to have more than the topic knows, a [Reconciliation] comes before the
/// next act.
///
/// Confined to the owner, which is never blocked.
final class StoreWork {
  private static final int MOST_WAITING = 32;
  private static final int MOST_LOOKUPS = 3;
  private static final long RETRY_MILLIS = 2_000;

  /// The owner's part. [#decide] decides and carries out a request whose standing is known, or
  /// answers with what must be written first.
  interface Deciding extends Reconciliation.Reconciling {
    /// The registered topic's version; 0 if it is not registered.
    long version();

    /// Decides a request, and answers it, unless something must be written first.
    ///
    /// @return the decision, if it has a lasting act
    @Nullable Decision decide(Ask ask);

    /// Carries out a lasting act that has been written, and answers the request.
    void enact(Ask ask, Decision decided, long version);

    /// Answers a request that can't be carried out.
    void refuse(Ask ask, Outcome outcome);

    /// Nothing is under way any more.
    void idle();

    /// Whether it decides nothing any more.
    boolean hasStopped();
  }

  private final TopicStore store;
  private final Node node;
  private final TopicName topic;
  private final ScheduledExecutorService loop;
  private final Deciding owner;
  private final Map<MembershipId, Ask> joining = new HashMap<>(2);
  private final Queue<Ask> acts = new ArrayDeque<>(0);
  private boolean isActing;

  /// What is being written. A registration says what the topic remembered when it was decided, so
  /// whatever would change that waits.
  private @Nullable LastingAct writing;

  private boolean isEnding;

  /// Whether the store may have more than the topic knows.
  private boolean isBehind;

  private boolean isRetrying;

  StoreWork(Node node, TopicName topic, ScheduledExecutorService loop, Deciding owner) {
    this.store = node.settings().store();
    this.node = node;
    this.topic = topic;
    this.loop = loop;
    this.owner = owner;
  }

  boolean isIdle() {
    return joining.isEmpty() && !isActing;
  }

  /// Begins to write nothing more: what waits is asked again at the next home.
  ///
  /// @return whether something is still being written
  boolean endWriting() {
    isEnding = true;
    return writing != null;
  }

  /// Takes a request over if the store has a say in it. A leave ends the wait for a join.
  boolean takes(Ask ask) {
    boolean isRegistered = owner.version() > 0;
    Command command = ask.request().command();
    if (command instanceof Command.Leave
        && ask.request().actor() instanceof Actor.Membership(MembershipId id)
        && joining.remove(id) != null) {
      return true;
    }
    if (command instanceof Command.Join) {
      return (isRegistered || store.mayBeRegistered(topic)) && join(ask);
    }
    if (!LastingAct.mayFollow(command, isRegistered || writing instanceof LastingAct.Register)) {
      return false;
    }
    if (acts.size() >= MOST_WAITING) {
      owner.refuse(ask, Outcome.refused(Reason.OVERLOADED));
    } else {
      acts.add(ask);
      actNext();
    }
    return true;
  }

  private boolean join(Ask ask) {
    if (ask.request().actor() instanceof Actor.Membership(MembershipId id)) {
      joining.put(id, ask);
      join(id, ask, MOST_LOOKUPS);
      return true;
    }
    return false;
  }

  /// A standing that is older than an act that was carried out meanwhile is read again, and so is
  /// one of a topic that the store, but not yet the owner, has as registered.
  private void join(MembershipId id, Ask ask, int lookups) {
    lookUp(
        ask,
        standing -> {
          if (!ask.equals(joining.get(id))) {
            return;
          }
          if (standing != null) {
            notice(standing.version());
          }
          if (standing == null || (isOther(standing) && lookups == 0)) {
            joining.remove(id);
            owner.refuse(ask, Outcome.refused(Reason.UNAVAILABLE));
            if (standing != null) {
              reconcile();
            }
          } else if (isOther(standing)) {
            join(id, ask, lookups - 1);
            return;
          } else {
            joining.remove(id);
            owner.decide(with(ask, standing));
          }
          settle();
        });
  }

  private boolean isOther(StoredStanding standing) {
    boolean isRegistered = owner.version() > 0;
    return standing.version() < owner.version() || (standing.version() > 0 && !isRegistered);
  }

  private Ask with(Ask ask, StoredStanding standing) {
    return owner.version() > 0 ? ask.with(standing) : ask;
  }

  /// The store has that version. If it is not one of an act under way here, somebody else made it.
  private void notice(long version) {
    if (version > owner.version() && !isActing) {
      reconcile();
    }
  }

  /// Judges somebody who is here by what the store has of them, because their account has another
  /// rank by now. If the store can't say, or knows of more, everybody is reconciled.
  void recheckBan(MemberId member) {
    then(
        store.standing(topic, List.of(new Subject.Member(member))),
        standing -> {
          if (owner.hasStopped()) {
            return;
          }
          if (standing == null || standing.version() != owner.version()) {
            reconcile();
          } else {
            owner.reconcile(Map.of(member, standing));
          }
        });
  }

  /// Brings the topic to what the store has, now or after the act that is under way.
  void reconcile() {
    isBehind = true;
    actNext();
  }

  private void reconcileNow() {
    isActing = true;
    Reconciliation.begin(
        store,
        topic,
        loop,
        owner,
        isDone -> {
          isBehind = !isDone;
          isActing = false;
          if (isDone) {
            actNext();
          } else {
            refuseAll();
            retryLater();
          }
          settle();
        });
  }

  private void refuseAll() {
    List<Ask> all = List.copyOf(acts);
    acts.clear();
    all.forEach(ask -> owner.refuse(ask, Outcome.refused(Reason.UNAVAILABLE)));
  }

  private void retryLater() {
    if (!isRetrying) {
      isRetrying = true;
      var _ = loop.schedule(this::retry, RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void retry() {
    isRetrying = false;
    if (!owner.hasStopped()) {
      actNext();
    }
  }

  private void actNext() {
    if (isActing || isEnding) {
      return;
    }
    if (isBehind) {
      reconcileNow();
      return;
    }
    Ask ask = acts.poll();
    if (ask == null) {
      return;
    }
    isActing = true;
    lookUp(
        ask,
        standing -> {
          if (standing == null) {
            refuse(ask, Outcome.refused(Reason.UNAVAILABLE));
          } else {
            isBehind = isBehind || standing.version() > owner.version();
            act(with(ask, standing));
          }
        });
  }

  private void act(Ask ask) {
    if (isEnding) {
      return;
    }
    Decision decided = owner.decide(ask);
    if (decided == null) {
      done();
      return;
    }
    Decision.Lasting lasting = decided.lasting().orElseThrow();
    writing = lasting.act();
    then(
        store.write(topic, lasting.act(), lasting.entry()),
        written -> {
          writing = null;
          isBehind = isBehind || mayHaveMissed(written);
          if (written == null) {
            refuse(ask, Outcome.refused(Reason.UNAVAILABLE));
          } else if (written.result() != LastingAct.Result.DONE) {
            refuse(ask, refusal(written.result()));
          } else {
            owner.enact(
                ask,
                decided,
                isBehind && owner.version() > 0 ? owner.version() : written.version());
            done();
          }
        });
  }

  /// Whether somebody else has written, too; or this was written, though the store could not say
  /// so.
  private boolean mayHaveMissed(@Nullable Written written) {
    if (written == null) {
      return true;
    }
    return switch (written.result()) {
      case DONE -> owner.version() > 0 && written.version() != owner.version() + 1;
      case ALREADY_REGISTERED, NOT_REGISTERED -> true;
      case LAST_OWNER, FULL, FULL_OF_ONES_OWN, ERASED -> false;
    };
  }

  private static Outcome refusal(LastingAct.Result result) {
    return switch (result) {
      case DONE, ALREADY_REGISTERED -> Outcome.refused(Reason.ALREADY);
      case NOT_REGISTERED -> Outcome.refused(Reason.NO_SUCH_TOPIC);
      case LAST_OWNER -> Outcome.refused(Reason.LAST_OWNER);
      case FULL -> Outcome.refused(Reason.FULL);
      case FULL_OF_ONES_OWN ->
          Outcome.refused(Reason.FULL, "max", (long) LastingAct.Register.MOST_OF_ONE);
      case ERASED -> Outcome.refused(Reason.UNKNOWN_MEMBER);
    };
  }

  private void refuse(Ask ask, Outcome outcome) {
    owner.refuse(ask, outcome);
    done();
  }

  private void done() {
    isActing = false;
    actNext();
    settle();
  }

  private void settle() {
    if (isIdle()) {
      owner.idle();
    }
  }

  private void lookUp(Ask ask, Consumer<@Nullable StoredStanding> then) {
    List<Subject> subjects =
        StoredStanding.subjects(ask.request().command(), topic, node.settings().tags());
    if (subjects.isEmpty()) {
      loop.execute(() -> then.accept(StoredStanding.NONE));
    } else {
      then(store.standing(topic, subjects), then);
    }
  }

  /// Goes on here, on the owner's loop, with what the store answered, or with null.
  private <T> void then(CompletionStage<T> stage, Consumer<@Nullable T> next) {
    stage.whenComplete(
        (result, failure) -> loop.execute(() -> next.accept(failure == null ? result : null)));
  }
}
