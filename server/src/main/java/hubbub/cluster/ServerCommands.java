package hubbub.cluster;

import hubbub.topic.Command;
import hubbub.topic.Outcome;
import hubbub.topic.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The server's own unanswered commands to one topic, by ticket. Confined to the replica.
final class ServerCommands {
  /// Immutable while empty: the server never sends most topics a command.
  private Map<Long, ToReplica.SendAsServer> unanswered = Map.of();

  private long tickets;

  /// Handles a server command. A read-only one is answered from the view, if there is one; the rest
  /// go to the owner, or wait for one.
  void send(ToReplica.SendAsServer send, ReplicaState state, long nowNanos) {
    TopicView view = state.view();
    if (view != null && send.command() instanceof Command.Read read) {
      send.outcome().complete(view.read(send.actor(), read));
      return;
    }
    if (unanswered.isEmpty()) {
      unanswered = new LinkedHashMap<>(2);
    }
    unanswered.put(++tickets, send);
    if (state instanceof ReplicaState.Following(Owner owner, _)) {
      owner.ask(ask(tickets, send, nowNanos));
    }
  }

  /// Adds all unanswered commands to `asks`, for a new owner.
  void release(List<Ask> asks, long nowNanos) {
    unanswered.forEach((ticket, send) -> asks.add(ask(ticket, send, nowNanos)));
  }

  private static Ask ask(long ticket, ToReplica.SendAsServer send, long sinceNanos) {
    return new Ask(ticket, new Request(send.actor(), 0, send.command()), sinceNanos);
  }

  /// Passes on an answer from the owner.
  void answered(long ticket, Outcome outcome) {
    ToReplica.SendAsServer send = isEmpty() ? null : unanswered.remove(ticket);
    if (send != null) {
      if (unanswered.isEmpty()) {
        unanswered = Map.of();
      }
      send.outcome().complete(outcome);
    }
  }

  /// Answers all of them with `outcome`.
  void answerAll(Outcome outcome) {
    Map<Long, ToReplica.SendAsServer> before = unanswered;
    unanswered = Map.of();
    before.values().forEach(send -> send.outcome().complete(outcome));
  }

  boolean isEmpty() {
    return unanswered.isEmpty();
  }
}
