package hubbub.gateway;

import hubbub.wire.Inflating;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The connections of one event loop, checked once a second, and what they share. Confined to the
/// loop.
final class LoopConnections {
  private static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int DRAIN_TICKS = 20;
  private static final long DRAIN_TICK_MILLIS = 100;

  private final EventLoop loop;
  private final AtomicInteger count;
  private final Limits limits;
  private final InputBudget budget;
  private final List<Connection> connections = new ArrayList<>();
  private final Inflating inflating = new Inflating(MessageReader.MAX_BYTES);
  private long checkedNanos;
  private boolean isDraining;

  private LoopConnections(EventLoop loop, Limits limits, InputBudget budget, AtomicInteger count) {
    this.loop = loop;
    this.limits = limits;
    this.budget = budget;
    this.count = count;
    this.checkedNanos = nowNanos();
  }

  /// Begins to check the connections of `loop`, none so far. Counts them in `count`, which all
  /// loops share, and their unhandled input in `budget`.
  static LoopConnections start(
      EventLoop loop, Limits limits, InputBudget budget, AtomicInteger count) {
    LoopConnections started = new LoopConnections(loop, limits, budget, count);
    var _ =
        loop.scheduleWithFixedDelay(started::check, CHECK_NANOS, CHECK_NANOS, TimeUnit.NANOSECONDS);
    return started;
  }

  Limits limits() {
    return limits;
  }

  /// Inflates what clients have compressed.
  Inflating inflating() {
    return inflating;
  }

  /// Bounds the unhandled input of these connections.
  InputBudget budget() {
    return budget;
  }

  /// The loop's clock.
  long nowNanos() {
    return loop.ticker().nanoTime();
  }

  void add(Connection connection) {
    connection.slot = connections.size();
    connections.add(connection);
    count.incrementAndGet();
    if (isDraining) {
      connection.drain(); // it was moving here from another loop while that loop was drained
    }
  }

  /// Does nothing if the connection is not here.
  void remove(Connection connection) {
    if (connection.slot < 0) {
      return;
    }
    Connection last = connections.removeLast();
    if (last != connection) {
      last.slot = connection.slot;
      connections.set(connection.slot, last);
    }
    connection.slot = -1;
    budget.forget(connection);
    count.decrementAndGet();
  }

  /// A check that comes late means that the loop, or the whole process, stood still: that is no
  /// silence of the clients'.
  private void check() {
    long now = nowNanos();
    long late = Math.max(0, now - checkedNanos - CHECK_NANOS);
    checkedNanos = now;
    for (int i = connections.size() - 1; i >= 0 && i < connections.size(); i--) {
      check(connections.get(i), now, late);
    }
  }

  /// A bug closes only the connection that it occurs in.
  private static void check(Connection connection, long now, long late) {
    try {
      connection.check(now, late);
    } catch (RuntimeException bug) {
      connection.drop(bug);
    }
  }

  /// Closes all connections in batches, so that their clients don't all reconnect at once. Any
  /// thread.
  void drain() {
    loop.execute(() -> {
      isDraining = true;
      drain(List.copyOf(connections), 0);
    });
  }

  private void drain(List<Connection> all, int from) {
    int to = Math.min(all.size(), from + Math.max(100, all.size() / DRAIN_TICKS));
    all.subList(from, to).forEach(Connection::drain);
    if (to < all.size()) {
      var _ = loop.schedule(() -> drain(all, to), DRAIN_TICK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }
}
