package hubbub.fanout;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A stretch of a log, copied once into a direct buffer that all members on a loop share. There is
/// one buffer for each [WireForm], made when the first member needs it. Confined to the loop.
final class Batch {
  private static final int MAX_BYTES = 64 * 1024;

  private final TopicLog log;
  private final LoopPump pump;
  private final Entry[] entries;
  private final boolean hasExcepts;
  private @Nullable Form plain;
  private @Nullable Form deflated;
  private @Nullable Form events;

  private Batch(TopicLog log, LoopPump pump, Entry[] entries, boolean hasExcepts) {
    this.log = log;
    this.pump = pump;
    this.entries = entries;
    this.hasExcepts = hasExcepts;
  }

  /// The frames in one form, where each begins, and where the last one ends.
  private record Form(Slice whole, int[] offsets) {
    Slice between(int first, int last) {
      int from = offsets[first];
      int length = offsets[last] - from;
      return length == whole.length() ? whole : new Slice(whole.bytes(), from, length);
    }
  }

  /// The frames from `start` to `end`, cut off at 64 KiB and 4,096 frames, but at least one. Null
  /// if the log no longer has the first of them, or there are none.
  static @Nullable Batch read(TopicLog log, long start, long end, LoopPump pump) {
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
    return count == 0 ? null : new Batch(log, pump, Arrays.copyOf(entries, count), hasExcepts);
  }

  long start() {
    return entries[0].pos();
  }

  long end() {
    return start() + entries.length;
  }

  /// The seq of the last told event before [#end].
  long lastSeq() {
    return entries[entries.length - 1].seq();
  }

  /// Writes to `writer` the frames for `membership`, starting at `from`, which must be within the
  /// batch.
  void writeTo(SocketWriter writer, long from, long membership) {
    Form form = in(writer.form());
    int first = (int) (from - start());
    if (hasExcepts) {
      for (int i = first; i < entries.length; i++) {
        if (entries[i].except() == membership) {
          write(writer, form.between(first, i));
          first = i + 1;
        }
      }
    }
    write(writer, form.between(first, entries.length));
  }

  void release() {
    release(plain);
    release(deflated);
    release(events);
  }

  private static void release(@Nullable Form form) {
    if (form != null) {
      form.whole().release();
    }
  }

  private Form in(WireForm wanted) {
    return switch (wanted) {
      case PLAIN -> plain();
      case DEFLATED -> deflated();
      case EVENTS -> events();
    };
  }

  private Form plain() {
    Form form = plain;
    if (form == null) {
      form = copy(Entry::frame);
      plain = form;
    }
    return form;
  }

  private Form deflated() {
    Form form = deflated;
    if (form == null) {
      form = copy(entry -> log.deflated(entry, pump.deflating()));
      deflated = form;
    }
    return form;
  }

  private Form events() {
    Form form = events;
    if (form == null) {
      form = copy(log::eventOf);
      events = form;
    }
    return form;
  }

  private Form copy(Function<Entry, byte[]> form) {
    byte[][] frames = new byte[entries.length][];
    int[] offsets = new int[entries.length + 1];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = form.apply(entries[i]);
      offsets[i + 1] = offsets[i] + frames[i].length;
    }
    ByteBuf bytes = pump.allocator().directBuffer(offsets[frames.length]);
    for (byte[] frame : frames) {
      bytes.writeBytes(frame);
    }
    return new Form(new Slice(bytes, 0, bytes.readableBytes()), offsets);
  }

  private static void write(SocketWriter writer, Slice slice) {
    if (slice.length() > 0) {
      writer.write(slice);
    }
  }
}
