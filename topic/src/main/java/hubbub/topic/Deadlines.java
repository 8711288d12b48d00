package hubbub.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// The deadlines of people and slot values, earliest first: a binary heap with one entry per item.
///
/// An item is queued under a deadline that is never later than its true one. If its deadline
/// becomes later (a touch), the item stays where it is and is checked again when it reaches the
/// top; if it becomes earlier, the item moves at once. Confined to the owner's thread.
final class Deadlines {
  private final ArrayList<Deadline> heap = new ArrayList<>();

  /// Updates the queue after the deadline of `item` may have changed.
  void reschedule(Deadline item) {
    long due = item.dueAt();
    if (item.place < 0) {
      if (due != Deadline.NEVER) {
        push(item, due);
      }
    } else if (due < item.queuedAt) {
      item.queuedAt = due;
      up(item.place, item);
    }
  }

  /// Removes `item`, if it is queued.
  void remove(Deadline item) {
    int hole = item.place;
    if (hole < 0) {
      return;
    }
    item.place = -1;
    Deadline last = heap.removeLast();
    if (last != item) {
      down(hole, last);
      if (last.place == hole) {
        up(hole, last);
      }
    }
  }

  int size() {
    return heap.size();
  }

  /// The earliest deadline.
  OptionalLong soonest() {
    while (!heap.isEmpty()) {
      Deadline top = heap.getFirst();
      long due = top.dueAt();
      if (due == top.queuedAt) {
        return OptionalLong.of(due);
      }
      if (due == Deadline.NEVER) {
        remove(top);
      } else {
        top.queuedAt = due;
        down(0, top);
      }
    }
    return OptionalLong.empty();
  }

  /// The items whose deadlines have passed by `now`, unordered; they stay queued.
  List<Deadline> due(long now) {
    List<Deadline> due = new ArrayList<>();
    collect(0, now, due);
    return due;
  }

  private void collect(int at, long now, List<Deadline> due) {
    if (at < heap.size() && heap.get(at).queuedAt <= now) {
      if (heap.get(at).dueAt() <= now) {
        due.add(heap.get(at));
      }
      collect(2 * at + 1, now, due);
      collect(2 * at + 2, now, due);
    }
  }

  private void push(Deadline item, long due) {
    item.queuedAt = due;
    heap.add(item);
    up(heap.size() - 1, item);
  }

  private void up(int hole, Deadline item) {
    int at = hole;
    while (at > 0 && heap.get((at - 1) / 2).queuedAt > item.queuedAt) {
      set(at, heap.get((at - 1) / 2));
      at = (at - 1) / 2;
    }
    set(at, item);
  }

  private void down(int hole, Deadline item) {
    int at = hole;
    while (2 * at + 1 < heap.size()) {
      int child = 2 * at + 1;
      if (child + 1 < heap.size() && heap.get(child + 1).queuedAt < heap.get(child).queuedAt) {
        child++;
      }
      if (heap.get(child).queuedAt >= item.queuedAt) {
        break;
      }
      set(at, heap.get(child));
      at = child;
    }
    set(at, item);
  }

  private void set(int at, Deadline item) {
    heap.set(at, item);
    item.place = at;
  }
}
