package hubbub.fanout;

import org.jspecify.annotations.Nullable;

/// The frames of one log between two places, oldest dropped first. One thread writes; any thread reads.
///
///     tail           head
///      │              │      slot of place p = p & mask; the array doubles while it is full, and
///      ▼              ▼      is given up when nothing is left in it
///     [e][e][e][e][e]
///
/// A reader takes the head first and the slots after it, so it finds at least what stood when it took the
/// head. An entry carries its place: a slot that was dropped or overwritten meanwhile is not mistaken.
final class Ring {
  private static final @Nullable Entry[] NONE = new Entry[0];

  private volatile @Nullable Entry[] slots = NONE;
  private volatile long head;
  private long tail;
  private long bytes;

  /// The place of the next entry. Any thread.
  long head() {
    return head;
  }

  /// The entry at `pos`, or null if it is no longer, or not yet, there. Any thread.
  @Nullable Entry read(long pos) {
    @Nullable Entry[] now = slots;
    if (now.length == 0) {
      return null;
    }
    Entry entry = now[(int) pos & (now.length - 1)];
    return entry != null && entry.pos() == pos ? entry : null;
  }

  int size() {
    return (int) (head - tail);
  }

  long bytes() {
    return bytes;
  }

  @Nullable Entry oldest() {
    return read(tail);
  }

  void append(Entry entry) {
    @Nullable Entry[] now = slots;
    if (size() == now.length) {
      now = grown(now);
      slots = now;
    }
    now[(int) entry.pos() & (now.length - 1)] = entry;
    bytes += entry.frame().length;
    head = entry.pos() + 1;
  }

  void replace(Entry entry) {
    Entry old = read(entry.pos());
    if (old != null) {
      @Nullable Entry[] now = slots;
      now[(int) entry.pos() & (now.length - 1)] = entry;
      bytes += entry.frame().length - old.frame().length;
      slots = now; // publishes the slot
    }
  }

  void dropOldest() {
    Entry old = oldest();
    if (old != null) {
      @Nullable Entry[] now = slots;
      now[(int) tail & (now.length - 1)] = null;
      bytes -= old.frame().length;
      tail++;
    }
    if (size() == 0) {
      slots = NONE;
    }
  }

  private @Nullable Entry[] grown(@Nullable Entry[] now) {
    @Nullable Entry[] bigger = new Entry[Math.max(4, now.length * 2)];
    for (long pos = tail; pos < head; pos++) {
      bigger[(int) pos & (bigger.length - 1)] = now[(int) pos & (now.length - 1)];
    }
    return bigger;
  }
}
