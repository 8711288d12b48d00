package hubbub.fanout;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Socket;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Hands bytes written to one socket to the kernel. Confined to its loop.
///
/// Netty's own water marks bound how much is on the way: handed over, but not yet taken by the
/// kernel. If a flush has only one slice of a log for a socket, and nothing waits in the channel,
/// the slice is written directly to the socket, bypassing the channel (docs/adr/0025).
final class SocketWriter {
  /// The water marks, in bytes: above the high one the socket is lagging; below the low one it no
  /// longer is.
  private static final WriteBufferWaterMark MARKS = new WriteBufferWaterMark(16 * 1024, 64 * 1024);

  private static final int SLICE_BYTES = 16 * 1024;

  private final Channel channel;
  private final WireForm form;

  /// The channel's socket, for writes that bypass the channel; null with TLS, or where Netty's
  /// transport is not epoll.
  private final @Nullable Socket socket;

  private LoopPump pump;

  /// What was written since the last flush, if it is a single slice.
  private @Nullable Slice unsent;

  /// How many bytes the channel, or the socket directly, has been given so far.
  private long handedBytes;

  /// Whether the channel may hold bytes that the kernel has not taken.
  private boolean mayHaveBacklog = true;

  private boolean isTouched;

  /// `form`: how the client takes a log's frames.
  SocketWriter(Channel channel, LoopPump pump, WireForm form) {
    this.channel = channel;
    this.pump = pump;
    this.form = form;
    this.socket =
        isPlain(channel) && channel instanceof EpollSocketChannel epoll
            ? (Socket) epoll.fd()
            : null;
    channel.config().setWriteBufferWaterMark(MARKS);
  }

  private static boolean isPlain(Channel channel) {
    return channel.pipeline().get(SslHandler.class) == null;
  }

  LoopPump pump() {
    return pump;
  }

  WireForm form() {
    return form;
  }

  /// The channel has moved to another loop, whose pump is `there`. On that loop.
  void moved(LoopPump there) {
    pump = there;
    isTouched = false;
  }

  /// Writes a whole frame, in slices. Netty counts a buffer as waiting until all of it is taken;
  /// slices show that a slow reader of a long frame makes progress.
  void write(byte[] frame) {
    handUnsent();
    for (int from = 0; from < frame.length; from += SLICE_BYTES) {
      hand(Unpooled.wrappedBuffer(frame, from, Math.min(SLICE_BYTES, frame.length - from)));
    }
  }

  /// Writes frames that other sockets get too.
  void write(Slice slice) {
    if (isTouched || socket == null) {
      handUnsent();
      hand(keep(slice));
    } else {
      unsent = slice.retain();
      touch();
    }
  }

  /// Hands the unsent slice to the channel after all, so that it is counted, and goes before what
  /// comes next.
  private void handUnsent() {
    Slice before = unsent;
    unsent = null;
    if (before != null) {
      hand(keep(before));
      before.release();
    }
  }

  /// If bytes are already waiting, the slice may have to wait for long.
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

  /// Flushes this socket and all others written to on the loop.
  void flush() {
    pump.flush();
  }

  /// Sends what was written: a lone slice directly to the socket if possible, all else through the
  /// channel.
  void send() {
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

  /// Writes `slice` directly to the socket; returns how many bytes the kernel took.
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
      return 0; // the channel will meet the same error, and close
    }
  }

  /// How many bytes were handed over and not yet taken, plus Netty's overhead per buffer.
  long waitingBytes() {
    return channel.isWritable()
        ? MARKS.high() + 1 - channel.bytesBeforeUnwritable()
        : MARKS.low() - 1 + channel.bytesBeforeWritable();
  }

  /// How many bytes have been taken so far, less that overhead: grows only when the socket takes
  /// some.
  long takenBytes() {
    return handedBytes - waitingBytes();
  }

  /// Hands over everything written so far, so that it counts.
  ///
  /// @return whether the socket takes more, that is, it is not lagging
  boolean handOver() {
    handUnsent();
    return (mayHaveBacklog || socket == null) ? channel.isWritable() : socket.isOpen();
  }
}
