package hubbub.cluster;

import hubbub.topic.Actor;
import hubbub.topic.Command;
import hubbub.topic.Decision;
import hubbub.topic.LastingAct;
import hubbub.topic.MembershipId;
import hubbub.topic.Outcome;
import hubbub.topic.Reason;
import hubbub.topic.StoredStanding;
import hubbub.topic.Subject;
import hubbub.topic.TopicName;
import hubbub.topic.port.TopicStore;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What one owner has under way in the store. Whoever joins waits until the store has said what it
/// knows of them. Lasting acts go one after the other, so that each is decided on what the one
/// before left:
///
///     waiting ──▶ standing of whom it is about ──▶ decided ──▶ written ──▶ carried out
///
/// Confined to the owner, which is never blocked.
final class StoreWork {
  private static final int MOST_WAITING = 32;
  private static final int MOST_LOOKUPS = 3;

  /// The owner's part. [#decide] decides and carries out a request whose standing is known, or
  /// answers with what must be written first.
  interface Deciding {
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
  }

  private final TopicStore store;
  private final Node node;
  private final TopicName topic;
  private final Executor loop;
  private final Deciding owner;
  private final Map<MembershipId, Ask> joining = new HashMap<>(2);
  private final Queue<Ask> acts = new ArrayDeque<>(0);
  private boolean isActing;

  StoreWork(Node node, TopicName topic, Executor loop, Deciding owner) {
    this.store = node.settings().store();
    this.node = node;
    this.topic = topic;
    this.loop = loop;
    this.owner = owner;
  }

  boolean isIdle() {
    return joining.isEmpty() && !isActing;
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
      return isRegistered && join(ask);
    }
    if (!LastingAct.mayFollow(command, isRegistered)) {
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

  /// A standing that is older than an act that was carried out meanwhile is read again.
  private void join(MembershipId id, Ask ask, int lookups) {
    lookUp(
        ask,
        standing -> {
          if (!ask.equals(joining.get(id))) {
            return;
          }
          if (standing == null || (standing.version() < owner.version() && lookups == 0)) {
            joining.remove(id);
            owner.refuse(ask, Outcome.refused(Reason.UNAVAILABLE));
          } else if (standing.version() < owner.version()) {
            join(id, ask, lookups - 1);
            return;
          } else {
            joining.remove(id);
            owner.decide(ask.with(standing));
          }
          settle();
        });
  }

  private void actNext() {
    Ask ask = isActing ? null : acts.poll();
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
            act(owner.version() > 0 ? ask.with(standing) : ask);
          }
        });
  }

  private void act(Ask ask) {
    Decision decided = owner.decide(ask);
    if (decided == null) {
      done();
      return;
    }
    Decision.Lasting lasting = decided.lasting().orElseThrow();
    then(
        store.write(topic, lasting.act(), lasting.entry()),
        written -> {
          if (written == null) {
            refuse(ask, Outcome.refused(Reason.UNAVAILABLE));
          } else if (written.result() != LastingAct.Result.DONE) {
            refuse(ask, refusal(written.result()));
          } else {
            owner.enact(ask, decided, written.version());
            done();
          }
        });
  }

  private static Outcome refusal(LastingAct.Result result) {
    return switch (result) {
      case DONE, ALREADY_REGISTERED -> Outcome.refused(Reason.ALREADY);
      case NOT_REGISTERED -> Outcome.refused(Reason.NO_SUCH_TOPIC);
      case LAST_OWNER -> Outcome.refused(Reason.LAST_OWNER);
      case FULL -> Outcome.refused(Reason.FULL);
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
