package hubbub.fanout;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.unix.Socket;
import java.io.IOException;

/// Whole frames, one after the other, in a direct buffer that many sockets share. Confined to the
/// loop.
record Slice(ByteBuf bytes, int from, int length) {
  /// This, kept until it is released.
  Slice retain() {
    bytes.retain();
    return this;
  }

  void release() {
    bytes.release();
  }

  /// Sends it past the channel, at once.
  ///
  /// @return how many bytes the kernel took
  int sendTo(Socket socket) throws IOException {
    return socket.sendAddress(bytes.memoryAddress(), from, from + length);
  }

  /// What is left behind the first `sent` bytes.
  Slice after(int sent) {
    return new Slice(bytes, from + sent, length - sent);
  }

  /// For a channel to write now: it keeps the whole buffer for a moment.
  ByteBuf part() {
    return bytes.retainedSlice(from, length);
  }

  /// For a channel to write some day: a small part is copied, so that it does not keep the rest.
  ByteBuf keptPart(ByteBufAllocator allocator) {
    return length < bytes.readableBytes() / 4
        ? allocator.directBuffer(length).writeBytes(bytes, from, length)
        : part();
  }
}
