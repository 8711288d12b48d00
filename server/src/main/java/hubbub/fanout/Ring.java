package hubbub.fanout;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// The frames of one log between two places, oldest dropped first. One thread at a time writes; any thread reads.
///
///     tail           head
///      │              │      slot of place p = p & mask; the array doubles while it is full, is made
///      ▼              ▼      smaller by shrink, and is given up when nothing is left in it
///     [e][e][e][e][e]
///
/// A reader takes the head first and the slots after it, so it finds at least what stood when it took the
/// head. An entry carries its place: a slot that was dropped or overwritten meanwhile is not mistaken.
/// Who finds an entry gone finds `seqBefore` raised: that is written first.
final class Ring {
  private static final int FEWEST_SLOTS = 4;
  private static final AtomicReferenceArray<@Nullable Entry> NONE = new AtomicReferenceArray<>(0);

  private volatile AtomicReferenceArray<@Nullable Entry> slots = NONE;
  private volatile long head;
  private volatile long seqBefore;
  private long tail;
  private long bytes;
  private long deflatedBytes;

  /// The place of the next entry. Any thread.
  long head() {
    return head;
  }

  /// The seq behind which every told event is here. Any thread.
  long seqBefore() {
    return seqBefore;
  }

  /// The entry at `pos`, or null if it is no longer, or not yet, there. Any thread.
  @Nullable Entry read(long pos) {
    AtomicReferenceArray<@Nullable Entry> now = slots;
    if (now.length() == 0) {
      return null;
    }
    Entry entry = now.getAcquire(slot(now, pos));
    return entry != null && entry.pos() == pos ? entry : null;
  }

  int size() {
    return (int) (head - tail);
  }

  /// What its frames have, each in the form in which it came.
  long bytes() {
    return bytes;
  }

  /// What it holds, second forms included.
  long heldBytes() {
    return bytes + deflatedBytes;
  }

  @Nullable Entry oldest() {
    return read(tail);
  }

  /// Begins, empty, behind `seq`.
  void begin(long seq) {
    seqBefore = seq;
  }

  void append(Entry entry) {
    if (size() == slots.length()) {
      resize(Math.max(FEWEST_SLOTS, size() * 2));
    }
    put(entry);
    count(entry, 1);
    head = entry.pos() + 1;
  }

  void replace(Entry entry) {
    Entry old = read(entry.pos());
    if (old != null) {
      put(entry);
      count(entry, 1);
      count(old, -1);
    }
  }

  void dropOldest() {
    Entry old = oldest();
    if (old == null) {
      return;
    }
    seqBefore = old.seq();
    slots.setRelease(slot(slots, tail), null);
    count(old, -1);
    tail++;
    if (size() == 0) {
      slots = NONE;
    }
  }

  /// Gives up slots that have long been empty.
  void shrink() {
    int enough = Math.max(FEWEST_SLOTS, Integer.highestOneBit(Math.max(1, size())) * 2);
    if (enough * 2 <= slots.length()) {
      resize(enough);
    }
  }

  private void count(Entry entry, int times) {
    bytes += (long) times * entry.frame().length;
    deflatedBytes += (long) times * entry.deflatedBytes();
  }

  private void put(Entry entry) {
    slots.setRelease(slot(slots, entry.pos()), entry);
  }

  private static int slot(AtomicReferenceArray<@Nullable Entry> slots, long pos) {
    return (int) pos & (slots.length() - 1);
  }

  private void resize(int length) {
    AtomicReferenceArray<@Nullable Entry> others = new AtomicReferenceArray<>(length);
    for (long pos = tail; pos < head; pos++) {
      others.setPlain(slot(others, pos), slots.getPlain(slot(slots, pos)));
    }
    slots = others;
  }
}
