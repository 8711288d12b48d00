package hubbub.cluster;

import hubbub.topic.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/// The server's own commands to one topic that are not answered yet, by ticket. Confined to the
/// replica.
final class ServerAsks {
  private Map<Long, ToReplica.SendAsServer> unanswered = Map.of();
  private long tickets;

  long add(ToReplica.SendAsServer send) {
    if (unanswered.isEmpty()) {
      unanswered = new LinkedHashMap<>(2);
    }
    unanswered.put(++tickets, send);
    return tickets;
  }

  void answered(long ticket, Outcome outcome) {
    ToReplica.SendAsServer send = isEmpty() ? null : unanswered.remove(ticket);
    if (send != null) {
      forgetIfEmpty();
      send.outcome().complete(outcome);
    }
  }

  void forEach(BiConsumer<Long, ToReplica.SendAsServer> ask) {
    unanswered.forEach(ask);
  }

  /// Answers all of them so.
  void answerAll(Outcome outcome) {
    unanswered.values().forEach(send -> send.outcome().complete(outcome));
    unanswered = Map.of();
  }

  /// Most topics are never asked anything by the server.
  private void forgetIfEmpty() {
    if (unanswered.isEmpty()) {
      unanswered = Map.of();
    }
  }

  boolean isEmpty() {
    return unanswered.isEmpty();
  }
}
