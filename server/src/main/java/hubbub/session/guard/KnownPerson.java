package hubbub.session.guard;

import hubbub.topic.MemberId;
import hubbub.topic.TopicName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the guard remembers of one id, on all its connections and in all topics: since when it is
/// known, its score and strikes, the topics it was in, and the latest verdicts on it. Any thread;
/// its lock is never held while other code runs.
final class KnownPerson {
  /// How many verdicts are remembered.
  static final int MOST_VERDICTS = 8;

  private final long firstNanos;
  private final VisitedTopics topics = new VisitedTopics();
  private final Suspicion suspicion = new Suspicion();
  private Optional<Restriction> restriction = Optional.empty();

  /// Who this guest became by signing in.
  private @Nullable MemberId heir;

  /// The latest last. Made when it is first needed, since most people get none.
  private @Nullable Deque<Reputation.Judged> verdicts;

  KnownPerson(long nowNanos) {
    firstNanos = nowNanos;
  }

  /// A step of the ladder that only this node knows, until `endNanos`: everything is refused, or
  /// held.
  record Restriction(String rule, boolean isHold, long endNanos) {
    /// The step, as clients know it.
    String step() {
      return isHold ? "hold" : "refuse";
    }
  }

  /// When the guard first met this person.
  long firstNanos() {
    return firstNanos;
  }

  VisitedTopics topics() {
    return topics;
  }

  /// Whether the person has come into that topic, or offended there, as far as is remembered.
  boolean isKnownIn(TopicName topic) {
    return topics.knows(topic) || !verdictsIn(topic).isEmpty();
  }

  /// What restricts this person now.
  synchronized Optional<Restriction> restriction(long nowNanos) {
    if (restriction.isPresent() && restriction.get().endNanos() <= nowNanos) {
      restriction = Optional.empty();
    }
    return restriction;
  }

  /// Restricts this person, unless a restriction lasts for longer already.
  synchronized void restrict(Restriction now) {
    if (restriction.filter(it -> it.endNanos() - now.endNanos() >= 0).isEmpty()) {
      restriction = Optional.of(now);
    }
  }

  /// Whether `member` may be taken for this guest, who signs in: the first who asks is, and nobody
  /// else ever.
  synchronized boolean isInheritedBy(MemberId member) {
    heir = heir == null ? member : heir;
    return heir.equals(member);
  }

  /// What speaks against that guest speaks against this person, too.
  void answerFor(KnownPerson guest, Ladder ladder, long nowNanos) {
    double score = guest.score(ladder, nowNanos);
    int strikes = guest.strikes(nowNanos);
    guest.restriction(nowNanos).ifPresent(this::restrict);
    synchronized (this) {
      suspicion.raise(score, strikes, ladder, nowNanos);
    }
  }

  /// An offence, unless it belongs to the one just before. Returns the step that is due, if any.
  synchronized Optional<Ladder.Step> offend(double points, Ladder ladder, long nowNanos) {
    return suspicion.offend(points, ladder, nowNanos);
  }

  /// Adds to the score. Returns the step that is due, if any.
  synchronized Optional<Ladder.Step> suspect(double points, Ladder ladder, long nowNanos) {
    return suspicion.add(points, ladder, nowNanos);
  }

  synchronized int strikes(long nowNanos) {
    return suspicion.strikes(nowNanos);
  }

  synchronized double score(Ladder ladder, long nowNanos) {
    return suspicion.score(ladder, nowNanos);
  }

  /// Remembers a verdict.
  synchronized void judged(Reputation.Judged verdict) {
    Deque<Reputation.Judged> all = verdicts == null ? new ArrayDeque<>() : verdicts;
    if (all.size() == MOST_VERDICTS) {
      all.removeFirst();
    }
    all.addLast(verdict);
    verdicts = all;
  }

  /// The latest verdicts in that topic, the oldest first.
  synchronized List<Reputation.Judged> verdictsIn(TopicName topic) {
    return verdicts == null
        ? List.of()
        : verdicts.stream().filter(it -> it.topic().equals(topic)).toList();
  }
}
