package hubbub.cluster;

import hubbub.topic.Command;
import hubbub.topic.Outcome;
import hubbub.topic.Refusal;
import hubbub.topic.Request;
import hubbub.topic.TopicName;
import hubbub.topic.TopicState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The unanswered commands of those who are outside the topic, by ticket: an id that no membership
/// has, so that the topic can remember which were carried out. Confined to the replica.
final class OutsideCommands {
  private final Node node;
  private final TopicName topic;

  /// Immutable while empty: the server never sends most topics a command.
  private Map<Long, Waiting> unanswered = Map.of();

  /// A command that waits for its answer since then; `isSent` if an owner has been asked.
  private record Waiting(ToReplica.SendFromOutside send, long sinceNanos, boolean isSent) {
    Waiting sent() {
      return new Waiting(send, sinceNanos, true);
    }

    boolean mayBeRefused() {
      return !isSent || LocalMembership.isRepeatable(send.command());
    }
  }

  OutsideCommands(Node node, TopicName topic) {
    this.node = node;
    this.topic = topic;
  }

  /// Handles a command. A read-only one is answered from the view, if there is one; the rest go to
  /// the owner, or wait for one.
  void send(ToReplica.SendFromOutside send, ReplicaState state, long nowNanos) {
    TopicView view = state.view();
    if (view != null && send.command() instanceof Command.Read read) {
      complete(send, view.read(send.actor(), read), view.state());
      return;
    }
    if (unanswered.isEmpty()) {
      unanswered = new LinkedHashMap<>(2);
    }
    long ticket = node.memberships().next().value();
    boolean isSent = state instanceof ReplicaState.Following;
    unanswered.put(ticket, new Waiting(send, nowNanos, isSent));
    if (state instanceof ReplicaState.Following(Decider owner, _)) {
      owner.ask(ask(ticket, send, nowNanos));
    }
  }

  /// Adds all unanswered commands to `asks`, for a new owner.
  void release(List<Ask> asks, long nowNanos) {
    if (isEmpty()) {
      return;
    }
    unanswered.replaceAll((_, waiting) -> waiting.sent());
    unanswered.forEach((ticket, waiting) -> asks.add(ask(ticket, waiting.send(), nowNanos)));
  }

  /// Refuses what began to wait before `sinceNanos`, unless it may have been carried out, and would
  /// be again.
  ///
  /// @return whether others still wait
  boolean refuseOverdue(long sinceNanos, Refusal refusal) {
    Map<Long, Waiting> overdue = new LinkedHashMap<>(unanswered);
    overdue.values().removeIf(it -> it.sinceNanos() - sinceNanos >= 0 || !it.mayBeRefused());
    overdue.keySet().forEach(this::take);
    overdue.values().forEach(it -> it.send().outcome().complete(new Outcome.Refused(refusal)));
    return !isEmpty();
  }

  private @Nullable Waiting take(long ticket) {
    Waiting taken = isEmpty() ? null : unanswered.remove(ticket);
    if (taken != null && unanswered.isEmpty()) {
      unanswered = Map.of();
    }
    return taken;
  }

  private Ask ask(long ticket, ToReplica.SendFromOutside send, long sinceNanos) {
    return new Ask(
        node.number(), ticket, new Request(send.actor(), ticket, send.command()), sinceNanos);
  }

  /// Passes on an answer from the owner.
  void answered(long ticket, Outcome outcome, TopicState state) {
    Waiting answered = take(ticket);
    if (answered != null) {
      complete(answered.send(), outcome, state);
    }
  }

  /// Most of what is looked up in a registered topic is in the store.
  private void complete(ToReplica.SendFromOutside send, Outcome outcome, TopicState state) {
    if (send.command() instanceof Command.Read read
        && state.registration().isPresent()
        && StoredReads.complete(read, outcome)) {
      var _ =
          StoredReads.of(node.settings().store(), topic, read, outcome)
              .thenAccept(send.outcome()::complete);
    } else {
      send.outcome().complete(outcome);
    }
  }

  /// Answers all of them with `outcome`.
  void answerAll(Outcome outcome) {
    Map<Long, Waiting> before = unanswered;
    unanswered = Map.of();
    before.values().forEach(it -> it.send().outcome().complete(outcome));
  }

  boolean isEmpty() {
    return unanswered.isEmpty();
  }
}
