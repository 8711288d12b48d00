package hubbub.gateway;

import static java.util.function.Predicate.not;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The drain of one event loop: every [#TICK_NANOS], some of its connections get their turn, so
/// that their clients don't all come back at once. Until its turn, a connection is served as usual.
/// Confined to the loop.
///
/// A tick's batch is what spreads the rest evenly over the time that is left, but at least
/// [#FEWEST]: few connections are not worth a wait.
final class LoopDrain {
  static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int FEWEST = 20;

  private final long lastTurnNanos;
  private final long patienceNanos;

  /// How long a drain goes on giving turns (`spread`), and how long a connection may take after its
  /// turn to answer what is under way (`patience`).
  record Plan(Duration spread, Duration patience) {
    static final Plan AT_ONCE = new Plan(Duration.ZERO, Duration.ZERO);

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /// Ticks that a connection may lose before its turn, before its patience is over, before its
    /// close, and before somebody looks.
    private static final int LOST_TICKS = 4;

    /// The plan after which every connection is closed within `most`, even if neither its topics
    /// nor its client answer. `closing` is how long a client may take to answer a close.
    static Plan within(Duration most, Duration closing) {
      Duration quarter = most.dividedBy(4);
      Duration patience = PATIENCE.compareTo(quarter) < 0 ? PATIENCE : quarter;
      Duration spread = most.minus(patience).minus(closing).minusNanos(LOST_TICKS * TICK_NANOS);
      return new Plan(spread.isNegative() ? Duration.ZERO : spread, patience);
    }
  }

  /// A drain that begins at `nowNanos`.
  LoopDrain(Plan plan, long nowNanos) {
    this.lastTurnNanos = nowNanos + plan.spread().toNanos();
    this.patienceNanos = plan.patience().toNanos();
  }

  /// Gives the next of `all` connections of the loop their turn, and closes those that have used up
  /// their time since theirs. To be called every [#TICK_NANOS].
  void tick(List<LoopConnection> all, long nowNanos) {
    List<LoopConnection> waiting = all.stream().filter(not(LoopConnection::isDraining)).toList();
    int batch = Math.min(waiting.size(), batchOf(waiting.size(), nowNanos));
    for (LoopConnection connection : waiting.subList(0, batch)) {
      connection.guarded(it -> it.drain(nowNanos));
    }
    for (LoopConnection connection : all) {
      connection.guarded(it -> it.endDrain(nowNanos, patienceNanos));
    }
  }

  private int batchOf(int waiting, long nowNanos) {
    long ticksLeft = Math.ceilDiv(Math.max(0, lastTurnNanos - nowNanos), TICK_NANOS);
    return Math.max(FEWEST, Math.toIntExact(Math.ceilDiv(waiting, ticksLeft + 1)));
  }
}
