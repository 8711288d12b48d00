package hubbub.fanout;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// The frames of one log between two places; drops the oldest first. One thread at a time may
/// write; any thread may read.
///
///     tail           head
///      │              │      slot of place p = p & mask; the array doubles while it is full, is made
///      ▼              ▼      smaller by shrink, and is given up when nothing is left in it
///     [e][e][e][e][e]
///
/// A reader takes the head first and then the slots, so it finds at least what was there when it
/// took the head. An entry carries its place, so a reader notices that a slot was dropped or
/// overwritten. `seqBefore` is raised before an entry is dropped, so a reader that misses the entry
/// also sees the raised `seqBefore`.
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

  /// Every told event after this seq is here. Any thread.
  long seqBefore() {
    return seqBefore;
  }

  /// The entry at `pos`; null if it was dropped or is not there yet. Any thread.
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

  /// The bytes of its frames, without compressed forms.
  long bytes() {
    return bytes;
  }

  /// The bytes that it holds, compressed forms included.
  long heldBytes() {
    return bytes + deflatedBytes;
  }

  @Nullable Entry oldest() {
    return read(tail);
  }

  /// Begins empty, after `seq`.
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

  /// Releases slots that are not needed any more.
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
