package hubbub.cluster;

import hubbub.topic.Outcome;
import hubbub.topic.Reason;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// Counts of this node's topics since it started. Any thread.
public final class Counters {
  private final LongAdder owners = new LongAdder();
  private final LongAdder unconfirmed = new LongAdder();
  private final LongAdder births = new LongAdder();
  private final LongAdder deaths = new LongAdder();
  private final LongAdder messages = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder crashes = new LongAdder();
  private final AtomicLong oldestNanos = new AtomicLong();
  private final Map<Reason, LongAdder> refusals = new EnumMap<>(Reason.class);

  Counters() {
    for (Reason reason : Reason.values()) {
      refusals.put(reason, new LongAdder());
    }
  }

  /// Owners on this node now.
  public long owners() {
    return owners.sum();
  }

  /// Topics of owners here in which an answer waits until enough nodes have what it is about.
  public long unconfirmed() {
    return unconfirmed.sum();
  }

  /// Topics that were born.
  public long births() {
    return births.sum();
  }

  /// Topics that died.
  public long deaths() {
    return deaths.sum();
  }

  /// Messages that were accepted.
  public long messages() {
    return messages.sum();
  }

  /// Bugs that lost no state: at most, a command was refused or an owner replaced.
  public long failures() {
    return failures.sum();
  }

  /// Bugs that cost a topic's state, or a replica's view of it.
  public long crashes() {
    return crashes.sum();
  }

  /// Joins and commands that owners and replicas refused for `reason`.
  public long refused(Reason reason) {
    return refusalsOf(reason).sum();
  }

  /// The longest that a command has waited for its owner since the last call, nanoseconds.
  public long takeOldestNanos() {
    return oldestNanos.getAndSet(0);
  }

  private LongAdder refusalsOf(Reason reason) {
    return Objects.requireNonNull(refusals.get(reason));
  }

  void owner(int change) {
    owners.add(change);
  }

  void unconfirmed(int change) {
    unconfirmed.add(change);
  }

  void born() {
    births.increment();
  }

  void died() {
    deaths.increment();
  }

  /// What an owner answered.
  void answered(Outcome outcome) {
    if (outcome instanceof Outcome.Refused refused) {
      refuse(refused.refusal().reason());
    } else if (outcome instanceof Outcome.Sent) {
      messages.increment();
    }
  }

  void failed() {
    failures.increment();
  }

  void crashed() {
    crashes.increment();
  }

  void refuse(Reason reason) {
    refusalsOf(reason).increment();
  }

  void waited(long nanos) {
    if (nanos > oldestNanos.get()) {
      oldestNanos.accumulateAndGet(nanos, Math::max);
    }
  }
}
