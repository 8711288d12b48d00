package hubbub.gateway;

import hubbub.wire.Inflating;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The connections of one event loop, checked once a second, and what they share. Confined to the
/// loop.
final class LoopConnections {
  private static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final EventLoop loop;
  private final Limits limits;
  private final InputBudget budget;
  private final List<LoopConnection> connections = new ArrayList<>();
  private final Inflating inflating = new Inflating(MessageReader.MAX_BYTES);
  private long checkedNanos;
  private @Nullable LoopDrain drain;

  private LoopConnections(EventLoop loop, Limits limits, InputBudget budget) {
    this.loop = loop;
    this.limits = limits;
    this.budget = budget;
    this.checkedNanos = nowNanos();
  }

  /// Begins to check the connections of `loop`, none so far. Counts their unhandled input in
  /// `budget`.
  static LoopConnections start(EventLoop loop, Limits limits, InputBudget budget) {
    LoopConnections started = new LoopConnections(loop, limits, budget);
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

  void add(LoopConnection connection) {
    connection.slot = connections.size();
    connections.add(connection);
  }

  /// Does nothing if the connection is not here.
  void remove(LoopConnection connection) {
    if (connection.slot < 0) {
      return;
    }
    LoopConnection last = connections.removeLast();
    if (connection.slot < connections.size()) {
      last.slot = connection.slot;
      connections.set(connection.slot, last);
    }
    connection.slot = -1;
  }

  /// A check that comes late means that the loop, or the whole process, stood still: that is no
  /// silence of the clients'.
  private void check() {
    long now = nowNanos();
    long late = Math.max(0, now - checkedNanos - CHECK_NANOS);
    checkedNanos = now;
    for (int i = connections.size() - 1; i >= 0 && i < connections.size(); i--) {
      connections.get(i).guarded(connection -> connection.check(now, late));
    }
  }

  /// Closes all connections as planned, and those that still come from another loop. A later plan
  /// takes the place of an earlier one. The future completes when the first batch is closed. Any
  /// thread.
  CompletableFuture<Void> drain(LoopDrain.Plan plan) {
    return CompletableFuture.runAsync(
        () -> {
          boolean isFirst = drain == null;
          drain = new LoopDrain(plan, nowNanos());
          if (isFirst) {
            var _ =
                loop.scheduleAtFixedRate(
                    this::drainSome,
                    LoopDrain.TICK_NANOS,
                    LoopDrain.TICK_NANOS,
                    TimeUnit.NANOSECONDS);
          }
          drainSome();
        },
        loop);
  }

  private void drainSome() {
    if (drain != null) {
      drain.tick(List.copyOf(connections), nowNanos());
    }
  }
}
