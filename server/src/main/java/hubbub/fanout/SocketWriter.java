package hubbub.fanout;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Socket;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What was written to one socket, on its way to the kernel. Confined to its loop.
///
/// How much is on the way is bounded by Netty's own water marks, which count what was handed over
/// and not yet taken by the kernel. A slice of a log that is all that a flush has for a socket is
/// sent past the channel, unless something waits there (docs/adr/0025).
abstract class SocketWriter extends ChannelInboundHandlerAdapter {
  /// How much a socket may have been handed and not taken, and under how much it takes more.
  public static final WriteBufferWaterMark MARKS = new WriteBufferWaterMark(16 * 1024, 64 * 1024);

  private static final int SLICE_BYTES = 16 * 1024;

  private final Channel channel;

  /// What the channel would send by, if it sends what is written as it is, and never blocks.
  private final @Nullable Socket socket;

  private LoopPump pump;

  /// What was written since the last flush, while that is a single slice.
  private @Nullable Slice unsent;

  /// What the channel, or the socket past it, was given so far.
  private long handedBytes;

  /// Whether the channel may have something that the kernel has not taken.
  private boolean mayHaveBacklog = true;

  private boolean isTouched;

  SocketWriter(Channel channel, LoopPump pump) {
    this.channel = channel;
    this.pump = pump;
    this.socket =
        isPlain(channel) && channel instanceof EpollSocketChannel epoll
            ? (Socket) epoll.fd()
            : null;
    channel.config().setWriteBufferWaterMark(MARKS);
  }

  private static boolean isPlain(Channel channel) {
    return channel.pipeline().get(SslHandler.class) == null;
  }

  protected final Channel channel() {
    return channel;
  }

  final LoopPump pump() {
    return pump;
  }

  /// The channel is on another loop, whose pump this is. On that loop.
  final void moved(LoopPump there) {
    pump = there;
    isTouched = false;
  }

  /// Writes a whole frame; in slices, since Netty counts a buffer as waiting until all of it was
  /// taken: who takes a long frame slowly is seen to take something.
  public final void write(byte[] frame) {
    handUnsent();
    for (int from = 0; from < frame.length; from += SLICE_BYTES) {
      hand(Unpooled.wrappedBuffer(frame, from, Math.min(SLICE_BYTES, frame.length - from)));
    }
  }

  /// Writes frames that others get too.
  final void write(Slice slice) {
    if (isTouched || socket == null) {
      handUnsent();
      hand(keep(slice));
    } else {
      unsent = slice.retain();
      touch();
    }
  }

  /// Leaves it to the channel after all, so that it stands before what comes, and counts.
  private void handUnsent() {
    Slice before = unsent;
    unsent = null;
    if (before != null) {
      hand(keep(before));
      before.release();
    }
  }

  /// What a socket that has something to take already gets may have to stay for long.
  private ByteBuf keep(Slice slice) {
    return waitingBytes() > 0 ? slice.keptPart(pump.allocator()) : slice.part();
  }

  private void hand(ByteBuf bytes) {
    handedBytes += bytes.readableBytes();
    mayHaveBacklog = true;
    var _ = channel.write(bytes, channel.voidPromise());
    touch();
  }

  private void touch() {
    if (!isTouched) {
      isTouched = true;
      pump.touch(this);
    }
  }

  /// Sends what was written to this socket and its neighbours on the loop. On the loop.
  public final void flush() {
    pump.flush();
  }

  /// Sends what was written: a lone slice past the channel if it can, all else by the channel.
  final void send() {
    Slice only = unsent;
    unsent = null;
    if (only != null) {
      send(only);
    }
    isTouched = false;
    if (mayHaveBacklog) {
      channel.flush();
    }
  }

  private void send(Slice only) {
    try {
      int sent = sendPast(only);
      if (sent < only.length()) {
        hand(only.after(sent).keptPart(pump.allocator()));
      }
    } finally {
      only.release();
    }
  }

  /// How many bytes of `slice` the kernel took past the channel.
  private int sendPast(Slice slice) {
    mayHaveBacklog = mayHaveBacklog && waitingBytes() > 0;
    if (mayHaveBacklog || socket == null || !socket.isOpen()) {
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

  /// Whether the socket is not lagging, with all that was written so far.
  final boolean isTaking() {
    handUnsent();
    return (mayHaveBacklog || socket == null) ? channel.isWritable() : socket.isOpen();
  }
}
