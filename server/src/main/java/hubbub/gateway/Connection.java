package hubbub.gateway;

import hubbub.fanout.Pumps;
import hubbub.fanout.SocketOutlet;
import hubbub.logging.ThrottledLog;
import hubbub.session.Client;
import hubbub.session.Session;
import hubbub.session.SessionContext;
import hubbub.wire.BadFrame;
import hubbub.wire.CloseReason;
import hubbub.wire.ServerFrames;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// One client's WebSocket. Confined to its event loop.
///
///     open ── close sent ──▶ closing ── the client's close, or 1 s ──▶ closed
///      └───── the client's close answered, or the socket broke ──────────▲
final class Connection extends SocketOutlet {
  /// The limit for a frame and for a whole fragmented message, both compressed and inflated.
  static final int MAX_FRAME_BYTES = 64 * 1024;

  /// The limit on what is inflated for a client between two sweeps: beyond it, its next compressed
  /// message closes the connection. Such messages cost a client next to nothing to send.
  private static final int MAX_INFLATED_BYTES = 1024 * 1024;

  /// Of the three reserved bits, the one that marks a compressed message, on its first frame (RFC
  /// 7692 §6).
  private static final int RSV1 = 4;

  private static final ThrottledLog BUGS = new ThrottledLog(Connection.class);
  private final Session session;
  private final Function<Channel, LoopConnections> sweeps;
  private LoopConnections sweep;
  private @Nullable Fragments fragments;
  private int inflatedBytes;
  private long receivedNanos;
  private long tookNanos;
  private long takenBefore;
  private long silenceNanos;
  private long askedNanos;
  private long closedNanos;
  private boolean mustProve;
  private boolean isAsked;
  private boolean isClosing;

  /// The index of this connection in its [LoopConnections].
  int slot = -1;

  Connection(Channel channel, Pumps pumps, Function<Channel, LoopConnections> sweeps, Guest guest) {
    super(channel, pumps, guest.isDeflating());
    this.sweeps = sweeps;
    this.sweep = sweeps.apply(channel);
    this.session = new Session(guest.sessionContext(), guest.client(), this);
    this.receivedNanos = sweep.nowNanos();
    this.tookNanos = receivedNanos;
  }

  /// A client that was let in, and whether it takes compressed frames.
  record Guest(SessionContext sessionContext, Client client, boolean isDeflating) {}

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    sweep.add(this);
  }

  @Override
  protected void leaving() {
    sweep.remove(this);
  }

  @Override
  protected void arrived() {
    sweep = sweeps.apply(channel());
    sweep.add(this);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    WebSocketFrame frame = (WebSocketFrame) message;
    try {
      receivedNanos = sweep.nowNanos();
      proved();
      received(frame);
    } finally {
      frame.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    flush();
  }

  private void proved() {
    isAsked = false;
    if (mustProve) {
      mustProve = false;
      session.alive();
    }
  }

  private void received(WebSocketFrame frame) {
    if (!isLegal(frame)) {
      close(CloseReason.PROTOCOL);
    } else if (frame instanceof CloseWebSocketFrame close) {
      answerClose(close.statusCode());
    } else if (!isClosing) {
      switch (frame) {
        case TextWebSocketFrame text -> text(text);
        case ContinuationWebSocketFrame part -> part(part);
        case PingWebSocketFrame ping ->
            write(ServerFrames.pong(ByteBufUtil.getBytes(ping.content())));
        case PongWebSocketFrame _ -> {}
        case BinaryWebSocketFrame _ -> close(CloseReason.BINARY);
        default -> close(CloseReason.PROTOCOL);
      }
    }
  }

  /// Whether only RSV1 is set, if any, and only on a message's first frame. If compression was not
  /// negotiated, Netty's decoder has already rejected the bit.
  private static boolean isLegal(WebSocketFrame frame) {
    return switch (frame.rsv()) {
      case 0 -> true;
      case RSV1 -> frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame;
      default -> false;
    };
  }

  private void text(TextWebSocketFrame frame) {
    boolean isDeflated = frame.rsv() == RSV1;
    if (frame.isFinalFragment()) {
      decode(ByteBufUtil.getBytes(frame.content()), isDeflated);
    } else {
      fragments = new Fragments(isDeflated);
      add(fragments, frame.content());
    }
  }

  private void part(ContinuationWebSocketFrame frame) {
    Fragments whole = fragments;
    if (whole == null) {
      close(CloseReason.PROTOCOL);
    } else if (!frame.isFinalFragment() && !frame.content().isReadable()) {
      close(CloseReason.EMPTY_FRAGMENT);
    } else if (add(whole, frame.content()) && frame.isFinalFragment()) {
      fragments = null;
      decode(whole.whole(), whole.isDeflated());
    }
  }

  private boolean add(Fragments whole, ByteBuf part) {
    boolean fits = whole.add(part, MAX_FRAME_BYTES);
    if (!fits) {
      close(CloseReason.TOO_BIG);
    }
    return fits;
  }

  private void decode(byte[] message, boolean isDeflated) {
    if (isDeflated && inflatedBytes > MAX_INFLATED_BYTES) {
      close(CloseReason.INFLATED);
      return;
    }
    try {
      byte[] text = isDeflated ? inflated(message) : message;
      session.received(text);
    } catch (BadFrame e) {
      close(e.reason());
    }
  }

  private byte[] inflated(byte[] message) throws BadFrame {
    byte[] text = sweep.inflating().inflate(message);
    inflatedBytes += text.length;
    return text;
  }

  private void answerClose(int code) {
    if (!isClosing) {
      end();
      boolean isLegal = code == -1 || WebSocketCloseStatus.isValidStatusCode(code);
      CloseReason answer = isLegal ? CloseReason.ANSWER : CloseReason.PROTOCOL;
      write(ServerFrames.closeFrame(answer.code(), ""));
      flush();
    }
    var _ = channel().close();
  }

  /// Sends the client the reason, then closes once it answers, or after [Limits#closing].
  void close(CloseReason reason) {
    if (!isClosing) {
      end();
      write(ServerFrames.closeFrame(reason.code(), reason.text()));
      flush();
      channel().config().setAutoRead(true);
    }
  }

  /// Whether either side has sent a close frame.
  boolean isClosing() {
    return isClosing;
  }

  private void end() {
    isClosing = true;
    closedNanos = sweep.nowNanos();
    fragments = null;
    stopWriting();
    session.closed();
  }

  void drain() {
    session.drain();
    close(CloseReason.RESTART);
  }

  @Override
  public void challenge(long millis) {
    if (!mustProve) {
      mustProve = true;
      silenceNanos = TimeUnit.MILLISECONDS.toNanos(millis);
      ask(sweep.nowNanos());
    }
  }

  /// Pings the client, unless it is not being read from and its answer would go unseen.
  private void ask(long nowNanos) {
    if (!isAsked && isReading()) {
      isAsked = true;
      askedNanos = nowNanos;
      write(ServerFrames.ping());
      flush();
    }
  }

  /// Whether the socket is being read from.
  private boolean isReading() {
    return channel().config().isAutoRead();
  }

  /// Checks the connection's timeouts, about once a second. Silence counts only while the socket is
  /// being read from.
  void sweep(long nowNanos) {
    inflatedBytes = 0;
    if (isClosing) {
      if (nowNanos - closedNanos >= sweep.limits().closing().toNanos()) {
        var _ = channel().close();
      }
    } else if (isStalled(nowNanos)) {
      close(CloseReason.STALLED);
    } else if (!isReading()) {
      receivedNanos = nowNanos;
      isAsked = false;
    } else if (isSilent(nowNanos)) {
      close(CloseReason.IDLE);
    } else if (mustProve) {
      ask(nowNanos);
    }
  }

  private boolean isSilent(long nowNanos) {
    return nowNanos - receivedNanos >= sweep.limits().idle().toNanos()
        || (isAsked && nowNanos - askedNanos >= silenceNanos);
  }

  /// Closes the connection without a close frame, after a bug.
  void drop(Throwable bug) {
    BUGS.error("A bug in Hubbub cut a connection; no other is affected. Please report it", bug);
    var _ = channel().close();
  }

  /// Whether bytes have been waiting for the client too long without it taking any.
  private boolean isStalled(long nowNanos) {
    long taken = takenBytes();
    if (taken > takenBefore || waitingBytes() == 0) {
      tookNanos = nowNanos;
    }
    takenBefore = taken;
    return nowNanos - tookNanos >= sweep.limits().stalled().toNanos();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    sweep.remove(this);
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
      default -> {
        BUGS.error(
            "A bug in Hubbub closed a connection; no other is affected. Please report it", cause);
        close(CloseReason.BUG);
      }
    }
  }
}
