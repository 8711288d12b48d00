package hubbub.gateway;

import hubbub.logging.ThrottledLog;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.Consumer;

/// A client's connection once it is out of HTTP, as its [LoopConnections] treat them all: a
/// WebSocket, or an event stream. The last handler of its channel's pipeline. Confined to its event
/// loop.
abstract class LoopConnection extends ChannelInboundHandlerAdapter {
  private static final ThrottledLog BUGS = new ThrottledLog(LoopConnection.class);

  final Channel channel;

  /// The index of this connection in its [LoopConnections].
  int slot = -1;

  LoopConnection(Channel channel) {
    this.channel = channel;
  }

  /// Checks the connection's timeouts, about once a second. `lateNanos` of that time do not count.
  abstract void check(long nowNanos, long lateNanos);

  /// Its turn to be drained, because the server is about to stop: the client is told to come back.
  abstract void drain(long nowNanos);

  /// Whether its turn to be drained has come.
  abstract boolean isDraining();

  /// Closes it although something is not answered, if its turn was `patienceNanos` ago.
  abstract void endDrain(long nowNanos, long patienceNanos);

  /// Does `step` with this connection. A bug in it closes the connection, without a close frame.
  final void guarded(Consumer<LoopConnection> step) {
    try {
      step.accept(this);
    } catch (RuntimeException bug) {
      BUGS.error("A bug in Hubbub cut a connection; no other is affected. Please report it", bug);
      var _ = channel.close();
    }
  }
}
