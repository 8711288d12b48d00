package hubbub.fanout;

import static java.util.stream.Collectors.toUnmodifiableList;

import hubbub.topic.MembershipId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The writing end of one socket, and the last handler of its pipeline. Confined to its loop, but for [#post].
///
///      taking ──── more than 64 KiB handed over and not sent ───▶ lagging
///        ▲                                                           │
///        └───────── less than a quarter of it left ◀────────────────┘
///
/// Nothing is written to a lagging socket but a close: its cursors stay where they are, and what is addressed to
/// it alone waits here (bounded by the commands it may have under way); nor is it read from, so that a client that
/// asks and never listens is not answered for ever. The limits are Netty's own water marks, which count what was
/// handed over and not yet taken by the kernel.
///
/// A slice of a log that is all that a flush has for a socket is sent past the channel, unless something waits
/// there: the channel's bookkeeping of one write costs as much as a fifth of the call.
public abstract class SocketOutlet extends ChannelInboundHandlerAdapter implements Outlet {
  /// How much a socket may have been handed and not taken, and under how much it takes more.
  public static final WriteBufferWaterMark MARKS = new WriteBufferWaterMark(16 * 1024, 64 * 1024);

  private static final int SLICE_BYTES = 16 * 1024;

  private final Channel channel;
  private final Pumps pumps;
  private final boolean isDeflating;
  private LoopPump pump;

  /// Mostly one, so it is copied when another comes or goes.
  private List<SocketCursor> cursors = List.of();

  private @Nullable Queue<SocketCursor.Pending> waiting;
  private final @Nullable Socket socket;
  private @Nullable Slice unsent;
  private long handedBytes;
  private boolean isTouched;
  private boolean isPaused;
  private boolean mayWait;

  /// An outlet whose client takes frames of a log deflated, if it `isDeflating`.
  protected SocketOutlet(Channel channel, Pumps pumps, boolean isDeflating) {
    this.channel = channel;
    this.pumps = pumps;
    this.isDeflating = isDeflating;
    this.pump = pumps.of(channel);
    this.socket =
        isPlain(channel) && channel instanceof UnixChannel unix ? (Socket) unix.fd() : null;
    channel.config().setWriteBufferWaterMark(MARKS);
  }

  /// Whether what is written goes to the kernel as it is.
  private static boolean isPlain(Channel channel) {
    return channel.pipeline().get(SslHandler.class) == null;
  }

  /// In slices, since Netty counts a buffer as waiting until all of it was taken: who takes a long
  /// frame slowly is seen to take something.
  @Override
  public final void write(byte[] frame) {
    for (int from = 0; from < frame.length; from += SLICE_BYTES) {
      enqueue(Unpooled.wrappedBuffer(frame, from, Math.min(SLICE_BYTES, frame.length - from)));
    }
  }

  @Override
  public final Cursor open(MembershipId membership, Cursor.Lagged lagged) {
    return new SocketCursor(this, membership.value(), lagged);
  }

  @Override
  public final void move(Executor home, Runnable then) {
    if (channel.eventLoop().equals(home) || !(home instanceof EventLoop loop)) {
      then.run();
      return;
    }
    pump.flush();
    leaving();
    var _ =
        channel
            .deregister()
            .addListener(_ -> {
              var _ = loop.register(channel).addListener(there -> arrive(there.isSuccess(), then));
            });
  }

  private void arrive(boolean isThere, Runnable then) {
    if (!isThere) {
      return; // it was closed meanwhile
    }
    pump = pumps.of(channel);
    isTouched = false;
    arrived();
    then.run();
    channel.flush();
    pump.flush();
  }

  /// The connection is about to leave its loop.
  protected void leaving() {}

  /// The connection is on another loop.
  protected void arrived() {}

  @Override
  public final void post(Runnable task) {
    channel
        .eventLoop()
        .execute(() -> {
          task.run();
          flush();
        });
  }

  @Override
  public final void pauseReading(boolean paused) {
    isPaused = paused;
    readIfAllowed();
  }

  /// Sends what was written to this socket and its neighbours on the loop. On the loop.
  public final void flush() {
    pump.flush();
  }

  /// Sends what was written. On the loop.
  final void send() {
    Slice only = unsent;
    unsent = null;
    isTouched = false;
    if (only == null) {
      channel.flush();
    } else {
      Slice rest = only.after(sendPast(only));
      if (rest.length() > 0) {
        hand(rest.keptPart(pump.allocator()));
        channel.flush();
      }
      only.release();
    }
  }

  /// How many bytes of `slice` the kernel took past the channel.
  private int sendPast(Slice slice) {
    mayWait = mayWait && waitingBytes() > 0;
    if (mayWait || socket == null || !socket.isOpen()) {
      return 0;
    }
    try {
      int sent = slice.sendTo(socket);
      handedBytes += sent;
      return sent;
    } catch (IOException _) {
      return 0; // the channel meets the same, and closes
    }
  }

  protected final Channel channel() {
    return channel;
  }

  /// Whether the socket is lagging. On the loop.
  public final boolean isLagging() {
    return !channel.isWritable();
  }

  /// How much was handed to the socket and not taken, Netty's bookkeeping included. On the loop.
  protected final long waitingBytes() {
    return channel.isWritable()
        ? MARKS.high() + 1 - channel.bytesBeforeUnwritable()
        : MARKS.low() - 1 + channel.bytesBeforeWritable();
  }

  /// How much it has taken so far, less that bookkeeping: grows only when it takes something. On
  /// the loop.
  protected final long takenBytes() {
    return handedBytes - waitingBytes();
  }

  private void readIfAllowed() {
    boolean isAllowed = !isPaused && channel.isWritable();
    if (channel.config().isAutoRead() != isAllowed) {
      channel.config().setAutoRead(isAllowed);
    }
  }

  @Override
  public final void channelWritabilityChanged(ChannelHandlerContext context) {
    readIfAllowed();
    if (channel.isWritable()) {
      drained();
    }
  }

  /// Goes on after the socket has taken enough of what it was given.
  private void drained() {
    Queue<SocketCursor.Pending> held = waiting;
    waiting = null;
    while (held != null && !held.isEmpty()) {
      held.remove().run();
    }
    for (int i = 0; i < cursors.size() && isTaking(); i++) {
      cursors.get(i).resume();
    }
    pump.flush();
  }

  /// Drops all that was to be written: nothing but a close comes any more. On the loop.
  protected final void stopWriting() {
    waiting = null;
    cursors.forEach(SocketCursor::stop);
  }

  final LoopPump pump() {
    return pump;
  }

  final boolean isDeflating() {
    return isDeflating;
  }

  final boolean isTaking() {
    return (mayWait || socket == null) ? channel.isWritable() : socket.isOpen();
  }

  final boolean isWaiting() {
    return waiting != null;
  }

  final void defer(SocketCursor.Pending step) {
    if (channel.isActive()) {
      Queue<SocketCursor.Pending> held = waiting;
      if (held == null) {
        held = new ArrayDeque<>();
        waiting = held;
      }
      held.add(step);
    }
  }

  final void add(SocketCursor cursor) {
    cursors = Stream.concat(cursors.stream(), Stream.of(cursor)).collect(toUnmodifiableList());
  }

  final void remove(SocketCursor cursor) {
    cursors = cursors.stream().filter(other -> other != cursor).collect(toUnmodifiableList());
  }

  /// Writes frames that others get too.
  final void write(Slice slice) {
    if (isTouched || socket == null) {
      enqueue(keep(slice));
    } else {
      unsent = slice.retain();
      touch();
    }
  }

  /// What a socket that has something to take already gets may have to stay for long.
  private ByteBuf keep(Slice slice) {
    return waitingBytes() > 0 ? slice.keptPart(pump.allocator()) : slice.part();
  }

  /// Leaves bytes to the channel, behind what it may have been spared.
  private void enqueue(ByteBuf bytes) {
    Slice before = unsent;
    unsent = null;
    if (before != null) {
      hand(keep(before));
      before.release();
    }
    hand(bytes);
    if (!isTouched) {
      touch();
    }
  }

  private void hand(ByteBuf bytes) {
    handedBytes += bytes.readableBytes();
    mayWait = true;
    var _ = channel.write(bytes, channel.voidPromise());
  }

  private void touch() {
    isTouched = true;
    pump.touch(this);
  }
}
