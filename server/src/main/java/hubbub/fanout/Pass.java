package hubbub.fanout;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/// What stands in a log between two places, copied once into one direct buffer that all members on
/// a loop share. Confined to the loop.
final class Pass {
  private static final int MAX_BYTES = 64 * 1024;

  private final long start;
  private final int[] offsets;
  private final long @Nullable [] excepts;
  private final ByteBuf bytes;
  private final long lastSeq;

  private Pass(long start, int[] offsets, long @Nullable [] excepts, ByteBuf bytes, long lastSeq) {
    this.start = start;
    this.lastSeq = lastSeq;
    this.offsets = offsets;
    this.excepts = excepts;
    this.bytes = bytes;
  }

  /// The frames from `start` to `end`, at most 64 KiB and at least one; null if the log no longer
  /// has the first of them, or there is none.
  static @Nullable Pass read(TopicLog log, long start, long end, ByteBufAllocator alloc) {
    int most = (int) Math.min(end - start, 4096);
    Entry[] entries = new Entry[Math.max(most, 0)];
    int count = 0;
    int size = 0;
    boolean hasExcepts = false;
    while (count < most) {
      Entry entry = log.read(start + count);
      if (entry == null || (count > 0 && size + entry.frame().length > MAX_BYTES)) {
        break;
      }
      entries[count++] = entry;
      size += entry.frame().length;
      hasExcepts |= entry.except() != 0;
    }
    return count == 0 ? null : copy(start, entries, count, alloc.directBuffer(size), hasExcepts);
  }

  private static Pass copy(
      long start, Entry[] entries, int count, ByteBuf bytes, boolean hasExcepts) {
    int[] offsets = new int[count + 1];
    long @Nullable [] excepts = hasExcepts ? new long[count] : null;
    for (int i = 0; i < count; i++) {
      bytes.writeBytes(entries[i].frame());
      offsets[i + 1] = bytes.writerIndex();
      if (excepts != null) {
        excepts[i] = entries[i].except();
      }
    }
    return new Pass(start, offsets, excepts, bytes, entries[count - 1].seq());
  }

  long start() {
    return start;
  }

  long end() {
    return start + offsets.length - 1;
  }

  /// The seq of the last told event up to the end.
  long lastSeq() {
    return lastSeq;
  }

  /// Writes the frames from `from` on that `membership` is to get; `from` is within the pass.
  void writeTo(SocketOutlet outlet, long from, long membership) {
    int first = (int) (from - start);
    if (excepts != null) {
      for (int i = first; i < excepts.length; i++) {
        if (excepts[i] == membership) {
          slice(outlet, first, i);
          first = i + 1;
        }
      }
    }
    slice(outlet, first, offsets.length - 1);
  }

  void release() {
    bytes.release();
  }

  private void slice(SocketOutlet outlet, int first, int last) {
    int length = offsets[last] - offsets[first];
    if (length > 0) {
      outlet.writeShared(bytes, offsets[first], length);
    }
  }
}
