package hubbub.session;

import hubbub.wire.Ref;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The commands of one membership that wait for a reply, and the ref of each. Commands that the
/// topic answers are numbered 1, 2, 3 …; those that the edge refuses -1, -2, -3 …. Confined to the
/// connection's loop.
final class PendingReplies {
  private final Session session;
  private long sent;
  private long refused;
  private @Nullable Map<Long, Ref> refs;

  PendingReplies(Session session) {
    this.session = session;
  }

  /// Adds a command that the topic will answer.
  ///
  /// @return its number
  long toSend(Ref ref) {
    return begin(++sent, ref);
  }

  /// Adds a command that the edge refuses without asking the topic.
  ///
  /// @return its number
  long toRefuse(Ref ref) {
    return begin(--refused, ref);
  }

  private long begin(long number, Ref ref) {
    Map<Long, Ref> waiting = refs;
    if (waiting == null) {
      waiting = new HashMap<>(2);
      refs = waiting;
    }
    waiting.put(number, ref);
    session.begun();
    return number;
  }

  /// Removes command `number` and returns its ref; empty if no reply is due any more. The caller
  /// calls [Session#done] when the reply is written.
  Optional<Ref> take(long number) {
    Map<Long, Ref> waiting = refs;
    if (waiting == null) {
      return Optional.empty();
    }
    Optional<Ref> ref = Optional.ofNullable(waiting.remove(number));
    if (waiting.isEmpty()) {
      refs = null;
    }
    return ref;
  }

  /// Drops all of them; no replies will be sent.
  void forget() {
    Map<Long, Ref> waiting = refs;
    if (waiting != null) {
      refs = null;
      session.done(waiting.size());
    }
  }
}
