package hubbub.gateway;

import hubbub.fanout.Pumps;
import hubbub.fanout.SocketOutlet;
import hubbub.fanout.WireForm;
import hubbub.logging.ThrottledLog;
import hubbub.session.Client;
import hubbub.session.Session;
import hubbub.session.SessionContext;
import hubbub.topic.AddressPrefix;
import hubbub.wire.BadFrame;
import hubbub.wire.CloseReason;
import hubbub.wire.ServerFrames;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// One client's WebSocket: the last handler of its channel's pipeline. Its [MessageReader] puts
/// messages together, its [Session] handles them, its [SocketOutlet] writes, and its [Liveness]
/// notices when the client is gone. Confined to its event loop.
///
///     open ── close sent ──▶ closing ── the client's close, or 1 s ──▶ closed
///      └── the client's close answered, shed, or the socket broke ────────▲
final class Connection extends LoopConnection {
  private static final ThrottledLog BUGS = new ThrottledLog(Connection.class);

  private final Function<EventLoop, LoopConnections> loops;
  private final SocketOutlet outlet;
  private final Liveness liveness;
  private final Session session;
  private final MessageReader reader = new MessageReader();
  private final FrameDecoder decoder;
  private final Optional<AddressPrefix> address;

  /// Those of the loop that the channel is registered with.
  private LoopConnections neighbours;

  private long closedNanos;
  private boolean isClosing;

  /// When its turn in a drain came, if it has.
  private long turnNanos;

  private boolean isDraining;

  /// How many bytes the [InputBudget] counts for this connection.
  long countedBytes;

  Connection(
      Channel channel, Pumps pumps, Function<EventLoop, LoopConnections> loops, Guest guest) {
    super(channel);
    this.loops = loops;
    this.neighbours = loops.apply(channel.eventLoop());
    this.outlet =
        new SocketOutlet(channel, pumps, guest.isDeflating() ? WireForm.DEFLATED : WireForm.PLAIN);
    this.decoder = new FrameDecoder(guest.isDeflating(), this::receivedPart);
    this.address = guest.client().address();
    Liveness its = new Liveness(outlet, neighbours.limits(), neighbours.nowNanos());
    this.liveness = its;
    this.session =
        new Session(
            guest.sessionContext(),
            guest.client(),
            outlet,
            millis -> its.challenge(millis, channel.eventLoop().ticker().nanoTime()));
  }

  /// A client that was let in, and whether it takes compressed frames.
  record Guest(SessionContext sessionContext, Client client, boolean isDeflating) {}

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    neighbours.add(this);
  }

  @Override
  public void channelUnregistered(ChannelHandlerContext context) {
    leave();
  }

  private void leave() {
    neighbours.remove(this);
    neighbours.budget().forget(this);
  }

  /// The channel has moved to another loop.
  @Override
  public void channelRegistered(ChannelHandlerContext context) {
    outlet.registered();
    neighbours = loops.apply(channel.eventLoop());
    neighbours.add(this);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    WebSocketFrame frame = (WebSocketFrame) message;
    try {
      heard();
      received(frame);
      noteProgress();
    } catch (MessageReader.Unreadable e) {
      close(e.reason());
    } finally {
      frame.release();
    }
  }

  private void heard() {
    if (liveness.heard(neighbours.nowNanos())) {
      session.alive();
    }
  }

  private void receivedPart() {
    heard();
    liveness.inMessage(neighbours.nowNanos());
  }

  private void noteProgress() {
    if (reader.isInMessage()) {
      liveness.inMessage(neighbours.nowNanos());
    } else {
      liveness.betweenMessages();
      neighbours.budget().forget(this);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    outlet.flush();
    recount();
  }

  private void recount() {
    if (countedBytes != unhandledBytes()) {
      neighbours.budget().recount(this);
    }
  }

  private void received(WebSocketFrame frame) throws MessageReader.Unreadable {
    if (!MessageReader.hasLegalBits(frame)) {
      close(CloseReason.PROTOCOL);
    } else if (frame instanceof CloseWebSocketFrame close) {
      answerClose(CloseCodes.answerTo(close));
    } else if (!isClosing) {
      switch (frame) {
        case TextWebSocketFrame text -> handle(reader.first(text, neighbours.inflating()));
        case ContinuationWebSocketFrame part -> handle(reader.next(part, neighbours.inflating()));
        case PingWebSocketFrame ping ->
            outlet.write(ServerFrames.pong(ByteBufUtil.getBytes(ping.content())));
        case PongWebSocketFrame _ -> {}
        case BinaryWebSocketFrame _ -> close(CloseReason.BINARY);
        default -> close(CloseReason.PROTOCOL);
      }
    }
  }

  private void handle(byte @Nullable [] message) {
    if (message != null) {
      try {
        session.received(message);
      } catch (BadFrame e) {
        close(e.reason());
      }
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    outlet.writabilityChanged();
  }

  private void answerClose(CloseReason answer) {
    if (!isClosing) {
      end(answer, "");
    }
    var _ = channel.close();
  }

  /// Sends the client the reason, then closes once it answers, or after [Limits#closing].
  void close(CloseReason reason) {
    if (!isClosing) {
      end(reason, reason.text());
      channel.config().setAutoRead(true);
    }
  }

  /// Closes the connection at once, because others need the memory that it takes.
  void shed() {
    if (!isClosing) {
      end(CloseReason.OVERLOADED, CloseReason.OVERLOADED.text());
    }
    var _ = channel.close();
  }

  /// How many bytes the client has sent that are not handled yet: of a frame or a message that is
  /// not whole, and of frames that have to wait.
  long unhandledBytes() {
    return (long) decoder.heldBytes() + reader.fragmentBytes() + session.waitingBytes();
  }

  /// The address that its limits apply to; empty if none do.
  Optional<AddressPrefix> address() {
    return address;
  }

  /// Its reading end, to be put in front of it.
  FrameDecoder decoder() {
    return decoder;
  }

  /// Its writing end.
  SocketOutlet outlet() {
    return outlet;
  }

  /// Whether its client is still there.
  Liveness liveness() {
    return liveness;
  }

  /// Whether either side has sent a close frame.
  boolean isClosing() {
    return isClosing;
  }

  /// Ends the session, and sends a close frame.
  private void end(CloseReason reason, String text) {
    end();
    outlet.write(ServerFrames.closeFrame(reason.code(), text));
    outlet.flush();
  }

  private void end() {
    isClosing = true;
    closedNanos = neighbours.nowNanos();
    reader.clear();
    outlet.stopWriting();
    session.closed();
  }

  /// Its turn to be drained, because the server is about to stop: once everything under way is
  /// answered, the client is told to come back.
  @Override
  void drain(long nowNanos) {
    isDraining = true;
    turnNanos = nowNanos;
    if (!isClosing) {
      session.drain(() -> close(CloseReason.RESTART));
      outlet.flush();
    }
  }

  /// Whether its turn to be drained has come.
  @Override
  boolean isDraining() {
    return isDraining;
  }

  /// Tells the client to come back although something is not answered, if its turn was
  /// `patienceNanos` ago.
  @Override
  void endDrain(long nowNanos, long patienceNanos) {
    if (isClosing) {
      endClosing(nowNanos);
    } else if (isDraining && nowNanos - turnNanos >= patienceNanos) {
      close(CloseReason.RESTART);
    }
  }

  /// Checks the connection's timeouts, about once a second. `lateNanos` of that time do not count.
  @Override
  void check(long nowNanos, long lateNanos) {
    reader.renewAllowance();
    recount();
    if (!isClosing) {
      liveness.check(nowNanos, lateNanos).or(session::check).ifPresent(this::close);
    } else {
      endClosing(nowNanos);
    }
  }

  private void endClosing(long nowNanos) {
    if (nowNanos - closedNanos >= neighbours.limits().closing().toNanos()) {
      var _ = channel.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    leave();
    if (!isClosing) {
      end();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    switch (cause) {
      case CorruptedWebSocketFrameException corrupted ->
          close(CloseReason.of(corrupted.closeStatus().code()));
      case IOException _ -> {
        var _ = context.close();
      }
      case DecoderException broken when broken.getCause() instanceof SSLException -> {
        var _ = context.close(); // the peer sent something that is not TLS, or broke off
      }
      case OutOfMemoryError _ -> {
        Exhaustion.ofMemory();
        shed();
      }
      default -> {
        BUGS.error(
            "A bug in Hubbub closed a connection; no other is affected. Please report it", cause);
        close(CloseReason.BUG);
      }
    }
  }
}
