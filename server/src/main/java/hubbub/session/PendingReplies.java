package hubbub.session;

import hubbub.wire.Ref;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The commands of one membership that wait for their replies, and the refs that those go to. Those
/// that the topic answers are numbered 1, 2, 3 …; those that the edge refuses -1, -2, -3 ….
/// Confined to the connection's loop.
final class PendingReplies {
  private final Session session;
  private long sent;
  private long refused;
  private @Nullable Map<Long, Ref> refs;

  PendingReplies(Session session) {
    this.session = session;
  }

  /// One more, for the topic to answer.
  ///
  /// @return its number
  long toSend(Ref ref) {
    return begin(++sent, ref);
  }

  /// One more, that is refused without asking the topic.
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

  /// Where the reply to that one goes, if it is still waited for. Whoever takes it tells the
  /// session when the reply is written.
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

  /// None of them is waited for any more.
  void forget() {
    Map<Long, Ref> waiting = refs;
    if (waiting != null) {
      refs = null;
      session.done(waiting.size());
    }
  }
}
