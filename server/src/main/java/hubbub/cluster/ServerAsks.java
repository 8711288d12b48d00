package hubbub.cluster;

import hubbub.topic.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/// The server's own commands to one topic that are not answered yet, by ticket. Confined to the
/// replica.
final class ServerAsks {
  private final Map<Long, ToReplica.SendAsServer> unanswered = new LinkedHashMap<>(0);
  private long tickets;

  long add(ToReplica.SendAsServer send) {
    unanswered.put(++tickets, send);
    return tickets;
  }

  void answered(long ticket, Outcome outcome) {
    ToReplica.SendAsServer send = unanswered.remove(ticket);
    if (send != null) {
      send.outcome().complete(outcome);
    }
  }

  void forEach(BiConsumer<Long, ToReplica.SendAsServer> ask) {
    unanswered.forEach(ask);
  }

  /// Answers all of them so.
  void answerAll(Outcome outcome) {
    unanswered.values().forEach(send -> send.outcome().complete(outcome));
    unanswered.clear();
  }

  boolean isEmpty() {
    return unanswered.isEmpty();
  }
}
