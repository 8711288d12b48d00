package hubbub.fanout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// One topic's members on one event loop, and how far they have got. Confined to the loop, but for
/// [#wake].
///
/// A pass goes round the members in slices of time, so it may stand half done between two turns of
/// the pump; there is one at a time. A cursor whose socket takes nothing steps out of the round, so
/// that it costs nothing, until that takes something again. Invariant: between passes every cursor
/// in the round whose socket takes something has reached `position`.
final class LoopTopic {
  /// Sockets are flushed, and the clock is looked at, once per so many members.
  private static final int STRIDE = 32;

  private static final long FOREVER_NANOS = Long.MAX_VALUE / 2;

  private final TopicLog log;
  private final LoopPump pump;
  private final AtomicBoolean isQueued = new AtomicBoolean();
  private final List<SocketCursor> cursors = new ArrayList<>(1);
  private @Nullable Pass pass;
  private int reached;
  private long position;

  LoopTopic(TopicLog log, LoopPump pump) {
    this.log = log;
    this.pump = pump;
    this.position = log.head();
  }

  boolean isOn(LoopPump other) {
    return pump == other;
  }

  /// Has the pump look here. Any thread.
  void wake() {
    if (isQueued.compareAndSet(false, true)) {
      pump.ready(this);
    }
  }

  /// Takes a cursor into the round, behind the others.
  void add(SocketCursor cursor) {
    place(cursor, cursors.size());
  }

  /// Takes one out. Those before `reached` have had their part of the pass, and so it stays.
  void remove(SocketCursor cursor) {
    int hole = cursor.slot;
    if (hole < reached) {
      reached--;
      place(cursors.get(reached), hole);
      hole = reached;
    }
    SocketCursor last = cursors.removeLast();
    if (hole < cursors.size()) {
      place(last, hole);
    }
    cursor.slot = SocketCursor.NOWHERE;
  }

  private void place(SocketCursor cursor, int slot) {
    cursor.slot = slot;
    if (slot == cursors.size()) {
      cursors.add(cursor);
    } else {
      cursors.set(slot, cursor);
    }
  }

  /// Works until there is nothing more, or `deadlineNanos` has passed.
  ///
  /// @return whether something is left to do
  boolean pump(long deadlineNanos) {
    isQueued.set(false);
    boolean isLate = false;
    while (!isLate && begin()) {
      isLate = goRound(deadlineNanos);
    }
    return isLate && isQueued.compareAndSet(false, true);
  }

  /// Gives all members what is new, if they are so few that this delays nobody.
  void pumpIfSmall() {
    if (cursors.size() <= STRIDE && pass == null && begin()) {
      goRound(System.nanoTime() + FOREVER_NANOS);
    }
  }

  private boolean begin() {
    if (pass != null) {
      return true;
    }
    long head = log.head();
    if (cursors.isEmpty()) {
      position = head;
    }
    if (position == head) {
      return false;
    }
    pass = Pass.read(log, position, head, pump);
    reached = 0;
    if (pass == null) {
      fallBehind(head);
    }
    return pass != null;
  }

  private boolean goRound(long deadlineNanos) {
    Pass now = pass;
    while (now != null && reached < cursors.size()) {
      for (int looked = 0; looked < STRIDE && reached < cursors.size(); looked++) {
        cursors.get(reached++).take(now);
      }
      pump.flushIfMany();
      if (reached < cursors.size() && System.nanoTime() - deadlineNanos > 0) {
        return true;
      }
    }
    if (now != null) {
      position = now.end();
      pass = null;
      now.release();
    }
    return System.nanoTime() - deadlineNanos > 0 && position != log.head();
  }

  /// The log went on without this loop: each cursor goes its own way, most of them by way of
  /// `lagged`.
  private void fallBehind(long head) {
    position = head;
    for (SocketCursor cursor : List.copyOf(cursors)) {
      cursor.catchUp(head);
    }
  }
}
