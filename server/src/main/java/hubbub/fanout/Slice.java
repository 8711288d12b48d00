package hubbub.fanout;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.unix.Socket;
import java.io.IOException;

/// Consecutive whole frames in a direct buffer that many sockets share. Confined to the loop.
record Slice(ByteBuf bytes, int from, int length) {
  /// This slice, retained until [#release].
  Slice retain() {
    bytes.retain();
    return this;
  }

  void release() {
    bytes.release();
  }

  /// Writes it directly to `socket`, bypassing the channel.
  ///
  /// @return how many bytes the kernel took
  int sendTo(Socket socket) throws IOException {
    return socket.sendAddress(bytes.memoryAddress(), from, from + length);
  }

  /// What remains after the first `sent` bytes.
  Slice after(int sent) {
    return new Slice(bytes, from + sent, length - sent);
  }

  /// A buffer for a channel that writes soon: it retains the whole shared buffer until then.
  ByteBuf part() {
    return bytes.retainedSlice(from, length);
  }

  /// A buffer for a channel that may write much later: a small part is copied, so that it does not
  /// retain the rest.
  ByteBuf keptPart(ByteBufAllocator allocator) {
    return length < bytes.readableBytes() / 4
        ? allocator.directBuffer(length).writeBytes(bytes, from, length)
        : part();
  }
}
