package hubbub.topic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// The deadlines of people and slot values, earliest first: a binary heap with one entry per item.
///
/// An item is queued under a deadline that is never later than its true one. If its deadline
/// becomes later (a touch), the entry stays where it is and is checked again when it reaches the
/// top; if it becomes earlier, the entry moves at once. Confined to the owner's thread.
final class DeadlineQueue {
  private final List<Entry> heap = new ArrayList<>();

  /// People and slot values are equal only to themselves.
  private final Map<Deadline, Entry> entries = new HashMap<>(2);

  /// A queued item, its index in the heap, and the deadline it is queued under.
  private static final class Entry {
    final Deadline item;
    int index;
    long queuedAt;

    Entry(Deadline item, long queuedAt) {
      this.item = item;
      this.queuedAt = queuedAt;
    }
  }

  /// Updates the queue after the deadline of `item` may have changed.
  void reschedule(Deadline item) {
    long due = item.dueAt();
    Entry entry = entries.get(item);
    if (entry == null) {
      if (due != Deadline.NEVER) {
        push(new Entry(item, due));
      }
    } else if (due < entry.queuedAt) {
      entry.queuedAt = due;
      up(entry.index, entry);
    }
  }

  /// Removes `item`, if it is queued.
  void remove(Deadline item) {
    Entry gone = entries.remove(item);
    if (gone == null) {
      return;
    }
    Entry last = heap.removeLast();
    if (last != gone) {
      down(gone.index, last);
      if (last.index == gone.index) {
        up(gone.index, last);
      }
    }
  }

  int size() {
    return heap.size();
  }

  /// The earliest deadline; empty if nothing is queued.
  OptionalLong soonest() {
    while (!heap.isEmpty()) {
      Entry top = heap.getFirst();
      long due = top.item.dueAt();
      if (due == top.queuedAt) {
        return OptionalLong.of(due);
      }
      if (due == Deadline.NEVER) {
        remove(top.item);
      } else {
        top.queuedAt = due;
        down(0, top);
      }
    }
    return OptionalLong.empty();
  }

  /// At most `most` of the items whose deadlines have passed by `now`, unordered; they stay queued.
  List<Deadline> due(long now, int most) {
    List<Deadline> due = new ArrayList<>();
    collect(0, now, most, due);
    return due;
  }

  private void collect(int at, long now, int most, List<Deadline> due) {
    if (at < heap.size() && heap.get(at).queuedAt <= now && due.size() < most) {
      if (heap.get(at).item.dueAt() <= now) {
        due.add(heap.get(at).item);
      }
      collect(2 * at + 1, now, most, due);
      collect(2 * at + 2, now, most, due);
    }
  }

  private void push(Entry entry) {
    entries.put(entry.item, entry);
    heap.add(entry);
    up(heap.size() - 1, entry);
  }

  private void up(int hole, Entry entry) {
    int at = hole;
    while (at > 0 && heap.get((at - 1) / 2).queuedAt > entry.queuedAt) {
      set(at, heap.get((at - 1) / 2));
      at = (at - 1) / 2;
    }
    set(at, entry);
  }

  private void down(int hole, Entry entry) {
    int at = hole;
    while (2 * at + 1 < heap.size()) {
      int child = 2 * at + 1;
      if (child + 1 < heap.size() && heap.get(child + 1).queuedAt < heap.get(child).queuedAt) {
        child++;
      }
      if (heap.get(child).queuedAt >= entry.queuedAt) {
        break;
      }
      set(at, heap.get(child));
      at = child;
    }
    set(at, entry);
  }

  private void set(int at, Entry entry) {
    heap.set(at, entry);
    entry.index = at;
  }
}
