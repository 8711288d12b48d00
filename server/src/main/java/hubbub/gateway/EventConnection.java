package hubbub.gateway;

import hubbub.fanout.Pumps;
import hubbub.fanout.SocketOutlet;
import hubbub.fanout.WireForm;
import hubbub.logging.ThrottledLog;
import hubbub.session.EventReader;
import hubbub.session.SessionContext;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.wire.EventStream;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// One client's event stream: its [EventReader] writes the events, and this the answer's head and
/// end. What the client sends after its request is ignored. Confined to its event loop.
///
///     asked ── begin ──▶ open ── end ──▶ closing ── taken by the socket, or 1 s ──▶ closed
///       └── refuse ────────────────────────▲
final class EventConnection extends LoopConnection implements EventReader.Connection {
  private static final ThrottledLog BUGS = new ThrottledLog(EventConnection.class);
  private static final long BEAT_NANOS = TimeUnit.SECONDS.toNanos(15);
  private static final int LEAST_RETRY_MILLIS = 1_000;
  private static final int MOST_RETRY_MILLIS = 10_000;

  private final LoopConnections neighbours;
  private final HandshakePolicy.AdmittedReader in;
  private final SocketOutlet outlet;
  private final StallCheck stalls;
  private final EventReader reader;
  private boolean isBegun;
  private boolean isClosing;
  private boolean isDraining;
  private long closedNanos;
  private long beatNanos;

  /// What it needs of its node.
  record NodeContext(SessionContext sessionContext, Pumps pumps) {}

  /// A client that was let in, to be [started][#start] once it is in its channel's pipeline.
  EventConnection(
      Channel channel,
      LoopConnections neighbours,
      HandshakePolicy.AdmittedReader in,
      NodeContext node) {
    super(channel);
    this.neighbours = neighbours;
    this.in = in;
    this.outlet = new SocketOutlet(channel, node.pumps(), WireForm.EVENTS);
    this.beatNanos = neighbours.nowNanos();
    this.stalls = new StallCheck(outlet, beatNanos);
    this.reader =
        new EventReader(
            node.sessionContext(),
            new EventReader.Asked(in.wanted().since(), in.wanted().allowance()),
            outlet,
            this);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    neighbours.add(this);
  }

  /// Asks for the events.
  void start() {
    reader.start(in.wanted().topic());
  }

  @Override
  public void begin() {
    if (!isBegun) {
      isBegun = true;
      outlet.write(EventAnswers.head(in.origin()));
    }
  }

  @Override
  public void refuse(Refusal refusal) {
    outlet.write(EventAnswers.refusal(refusal.reason()));
    end();
  }

  @Override
  public void end() {
    isClosing = true;
    closedNanos = neighbours.nowNanos();
    outlet.stopWriting();
    outlet.flush();
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  /// Has the client come back once the server, which is stopping, has started again: each after
  /// another time, so that they don't all come at once.
  void sendBack() {
    isDraining = true;
    if (!isClosing) {
      reader.sendBack(ThreadLocalRandom.current().nextLong(LEAST_RETRY_MILLIS, MOST_RETRY_MILLIS));
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    outlet.writabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    neighbours.remove(this);
    isClosing = true;
    outlet.stopWriting();
    reader.stop();
  }

  @Override
  void check(long nowNanos, long lateNanos) {
    if (isClosing) {
      endClosing(nowNanos);
    } else if (stalls.look(nowNanos, lateNanos) >= neighbours.limits().stalled().toNanos()) {
      var _ = channel.close();
    } else if (isBegun && nowNanos - beatNanos >= BEAT_NANOS) {
      beatNanos = nowNanos;
      beat();
    }
  }

  private void beat() {
    Optional<Reason> end = in.wanted().end().get();
    if (end.isPresent()) {
      reader.close(Refusal.of(end.get()));
    } else if (outlet.waitingBytes() == 0) {
      outlet.write(EventStream.heartbeat());
      outlet.flush();
    }
  }

  private void endClosing(long nowNanos) {
    if (nowNanos - closedNanos >= neighbours.limits().closing().toNanos()) {
      var _ = channel.close();
    }
  }

  @Override
  void drain(long nowNanos) {
    sendBack();
  }

  @Override
  boolean isDraining() {
    return isDraining;
  }

  @Override
  void endDrain(long nowNanos, long patienceNanos) {
    if (isClosing) {
      endClosing(nowNanos);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof OutOfMemoryError) {
      Exhaustion.ofMemory();
    } else if (!(cause instanceof IOException)) {
      BUGS.error(
          "A bug in Hubbub closed an event stream; no other is affected. Please report it", cause);
    }
    var _ = context.close();
  }
}
