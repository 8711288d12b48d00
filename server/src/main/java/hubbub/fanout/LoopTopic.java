package hubbub.fanout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// One topic's members on one event loop, and how far they have read. Confined to the loop, except
/// [#wake].
///
/// A round gives one [Batch] to all members, in time slices, so it may be half done between two
/// turns of the pump. A cursor whose socket takes nothing leaves the round, and costs nothing until
/// the socket takes bytes again. Invariant: between two batches, every cursor in the round whose
/// socket takes bytes has reached `position`.
final class LoopTopic {
  /// After this many members, sockets are flushed if many are waiting, and the clock is checked.
  private static final int STRIDE = 32;

  private static final long FOREVER_NANOS = Long.MAX_VALUE / 2;

  private final TopicLog log;
  private final LoopPump pump;
  private final AtomicBoolean isQueued = new AtomicBoolean();
  private final List<SocketCursor> cursors = new ArrayList<>(1);
  private @Nullable Batch batch;
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

  /// Queues this topic with the pump. Any thread.
  void wake() {
    if (isQueued.compareAndSet(false, true)) {
      pump.ready(this);
    }
  }

  /// Adds a cursor to the end of the round.
  void add(SocketCursor cursor) {
    place(cursor, cursors.size());
  }

  /// Removes a cursor. Cursors before `reached` have had the current batch; that stays true.
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

  /// Works until everything has been delivered or `deadlineNanos` has passed.
  ///
  /// @return whether there is more to do
  boolean pump(long deadlineNanos) {
    isQueued.set(false);
    boolean isLate = false;
    while (!isLate && begin()) {
      isLate = goRound(deadlineNanos);
    }
    return isLate && isQueued.compareAndSet(false, true);
  }

  /// Delivers everything new to all members, if they are few enough for this to delay nobody.
  void pumpIfSmall() {
    if (cursors.size() <= STRIDE && batch == null && begin()) {
      goRound(System.nanoTime() + FOREVER_NANOS);
    }
  }

  private boolean begin() {
    if (batch != null) {
      return true;
    }
    long head = log.head();
    if (cursors.isEmpty()) {
      position = head;
    }
    if (position == head) {
      return false;
    }
    batch = Batch.read(log, position, head, pump);
    reached = 0;
    if (batch == null) {
      fallBehind(head);
    }
    return batch != null;
  }

  private boolean goRound(long deadlineNanos) {
    Batch now = batch;
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
      batch = null;
      now.release();
    }
    return System.nanoTime() - deadlineNanos > 0 && position != log.head();
  }

  /// The log went on without this loop: each cursor catches up by itself, though most get `lagged`.
  private void fallBehind(long head) {
    position = head;
    for (SocketCursor cursor : List.copyOf(cursors)) {
      cursor.catchUp(head);
    }
  }
}
