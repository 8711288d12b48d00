package hubbub.cluster;

import hubbub.cluster.ReplicaState.Attaching;
import hubbub.logging.ThrottledLog;
import hubbub.topic.Event;
import hubbub.topic.MembershipId;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.StoredStanding;
import hubbub.topic.Subject;
import hubbub.topic.TopicName;
import hubbub.topic.TopicRules;
import hubbub.topic.Visitor;
import hubbub.topic.port.Spectator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Those who watch one topic on this node without being in it. The owner knows nothing of them, and
/// they keep nothing alive. Bans and locks are judged when they come, and again whenever one may
/// have changed. Confined to the replica.
///
///     waiting ── judged ──▶ watching ── judged anew, or the topic is over ──▶ gone
///        └── refused ──────────────────────────────────────────────────────────▲
final class LocalSpectators {
  private static final ThrottledLog BUGS = new ThrottledLog(LocalSpectators.class);

  private final Node node;
  private final TopicName topic;
  private final Inbox inbox;
  private Map<MembershipId, LocalSpectator> all = Map.of();

  /// `inbox` is the replica's own: what the store answers comes through it.
  LocalSpectators(Node node, TopicName topic, Inbox inbox) {
    this.node = node;
    this.topic = topic;
    this.inbox = inbox;
  }

  /// One of them. An empty `visitor` passes all bans and locks.
  private static final class LocalSpectator {
    private final MembershipId id;
    private final Optional<Visitor> visitor;
    private final Spectator spectator;
    private boolean isWatching;

    LocalSpectator(ToReplica.Watch watch) {
      this.id = watch.id();
      this.visitor = watch.visitor();
      this.spectator = watch.spectator();
    }
  }

  /// Lets somebody watch, if they may. While the replica is looking for its first owner, they wait.
  void watch(ToReplica.Watch watch, ReplicaState state) {
    LocalSpectator newest = new LocalSpectator(watch);
    TopicView view = state.view();
    if (view == null && !(state instanceof Attaching)) {
      tell(newest, it -> it.refused(Refusal.of(Reason.NO_SUCH_TOPIC)));
      return;
    }
    add(newest);
    if (view != null) {
      judge(newest, view);
    }
  }

  private void add(LocalSpectator newest) {
    if (all.isEmpty()) {
      all = new LinkedHashMap<>();
    }
    all.put(newest.id, newest);
  }

  /// Whether there are none.
  boolean isEmpty() {
    return all.isEmpty();
  }

  /// Judges everybody: there is a view now, or a ban or lock may have changed.
  void judgeAll(TopicView view) {
    for (LocalSpectator each : List.copyOf(all.values())) {
      judge(each, view);
    }
  }

  /// Whether a change may keep somebody out who could watch before.
  boolean concerns(Event event) {
    return !all.isEmpty()
        && (event instanceof Event.LockChanged
            || event instanceof Event.PasswordSet
            || event instanceof Event.KeptOut
            || event instanceof Event.Affiliated
            || event instanceof Event.RegistrationChanged);
  }

  private void judge(LocalSpectator spectator, TopicView view) {
    if (spectator.visitor.isEmpty()) {
      begin(spectator, view);
      return;
    }
    List<Subject> subjects =
        StoredStanding.subjects(spectator.visitor.get(), topic, node.settings().tags());
    if (view.state().registration().isEmpty()) {
      StoredStanding remembered = view.state().remembered(subjects, node.time().epochMillis());
      judge(spectator, spectator.visitor.get(), remembered, view);
    } else {
      node.settings()
          .store()
          .standing(topic, subjects)
          .whenComplete((standing, _) ->
              inbox.tell(new ToReplica.Judge(spectator.id, Optional.ofNullable(standing))));
    }
  }

  /// Goes on with what the store remembers of a spectator. If it could not say, nobody new may
  /// watch.
  void judge(ToReplica.Judge judge, ReplicaState state) {
    LocalSpectator spectator = all.get(judge.id());
    TopicView view = state.view();
    if (spectator == null || view == null || spectator.visitor.isEmpty()) {
      return;
    }
    if (judge.standing().isPresent()) {
      judge(spectator, spectator.visitor.get(), judge.standing().get(), view);
    } else if (!spectator.isWatching) {
      end(spectator, Refusal.of(Reason.UNAVAILABLE), view.head());
    }
  }

  private void judge(
      LocalSpectator spectator, Visitor visitor, StoredStanding stored, TopicView view) {
    TopicRules.watching(view.state(), visitor, stored, node.time().epochMillis())
        .ifPresentOrElse(
            refusal -> end(spectator, refusal, view.head()), () -> begin(spectator, view));
  }

  private void begin(LocalSpectator spectator, TopicView view) {
    if (!spectator.isWatching) {
      spectator.isWatching = true;
      tell(spectator, it -> it.watching(view.start(), view.head()));
    }
  }

  /// Sends one that fell out of the log what a new one would get.
  void resync(MembershipId id, ReplicaState state) {
    LocalSpectator spectator = all.get(id);
    TopicView view = state.view();
    if (spectator != null && view != null) {
      tell(spectator, it -> it.resynced(view.start(), view.head()));
    }
  }

  /// Forgets one that has gone.
  void stop(MembershipId id) {
    if (!all.isEmpty()) {
      all.remove(id);
    }
  }

  /// Ends everybody's watching: the topic is over, or its view is lost.
  void endAll(Refusal why, long head) {
    for (LocalSpectator each : List.copyOf(all.values())) {
      end(each, why, head);
    }
  }

  private void end(LocalSpectator spectator, Refusal why, long head) {
    stop(spectator.id);
    if (spectator.isWatching) {
      tell(spectator, it -> it.ended(why, head));
    } else {
      node.counters().refuse(why.reason());
      tell(spectator, it -> it.refused(why));
    }
  }

  private void tell(LocalSpectator spectator, Consumer<Spectator> call) {
    try {
      call.accept(spectator.spectator);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError bug) {
      BUGS.error(topic + ": a bug in a spectator ended it; no other is affected", bug);
      stop(spectator.id);
    }
  }
}
