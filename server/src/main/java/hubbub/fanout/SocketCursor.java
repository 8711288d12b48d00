package hubbub.fanout;

import hubbub.topic.port.Feed;
import org.jspecify.annotations.Nullable;

/// A membership's position in a [TopicLog]. `next` is the place of the first frame not yet given to
/// its socket, `seq` the last told event that was. Confined to the loop, except [#at].
final class SocketCursor implements Cursor {
  /// The slot of a cursor that is in no round.
  static final int NOWHERE = -1;

  private final SocketOutlet outlet;
  private final long membership;
  private final Lagged lagged;
  private @Nullable TopicLog log;
  private @Nullable LoopTopic loopTopic;
  private long next;
  private long seq;

  /// Its index in its [LoopTopic]; [#NOWHERE] while its socket takes nothing or it follows nothing.
  int slot = NOWHERE;

  SocketCursor(SocketOutlet outlet, long membership, Lagged lagged) {
    this.outlet = outlet;
    this.membership = membership;
    this.lagged = lagged;
  }

  @Override
  public void at(long after, Runnable step) {
    outlet.writer().pump().post(new Pending(this, after, step));
  }

  @Override
  public void follow(Feed feed, long from, long seqBefore) {
    stop();
    if (!(feed instanceof TopicLog topicLog)) {
      throw new IllegalArgumentException("feed: " + feed + " (expected: a log of this node)");
    }
    log = topicLog;
    next = from;
    seq = seqBefore;
    loopTopic = topicLog.on(outlet.writer().pump());
    loopTopic.add(this);
    outlet.add(this);
    catchUp(topicLog.head());
  }

  @Override
  public void stop() {
    LoopTopic from = loopTopic;
    if (from != null) {
      loopTopic = null;
      log = null;
      leave(from);
      outlet.remove(this);
    }
  }

  private void leave(LoopTopic round) {
    if (slot != NOWHERE) {
      round.remove(this);
    }
  }

  /// Gives the socket its part of a batch. If the socket takes nothing, leaves the round.
  void take(Batch batch) {
    boolean isThere = next >= batch.start() || catchUp(batch.start());
    if (isThere && outlet.writer().handOver()) {
      if (log != null && next < batch.end()) { // else it lagged, or is ahead already
        write(batch, next);
      }
    } else if (loopTopic != null) {
      leave(loopTopic);
    }
  }

  /// Gives the socket the frames that it lacks before `end`, from a buffer of its own, as long as
  /// it takes them. A cursor that fell out of the log stops, and reports `lagged`.
  ///
  /// @return whether nothing before `end` is missing any more
  boolean catchUp(long end) {
    while (log != null && next < end) {
      if (!outlet.writer().handOver()) {
        return false;
      }
      Batch own = Batch.read(log, next, end, outlet.writer().pump());
      if (own == null) {
        stop();
        lagged.lagged(seq);
        return true;
      }
      write(own, next);
      own.release();
    }
    return true;
  }

  private void write(Batch batch, long from) {
    SocketWriter writer = outlet.writer();
    writer.pump().count(batch.end() - from);
    next = batch.end();
    seq = batch.lastSeq();
    batch.writeTo(writer, from, membership);
  }

  /// Gives the socket everything before `after`; the other members get it too, if they are few.
  private boolean reach(long after) {
    if (next < after && loopTopic != null) {
      loopTopic.pumpIfSmall();
    }
    return catchUp(after);
  }

  /// Called when the socket takes bytes again.
  void resume() {
    boolean isThere = log != null && catchUp(log.head());
    if (isThere && loopTopic != null && slot == NOWHERE) {
      loopTopic.add(this);
    }
  }

  /// A step addressed to this member alone.
  record Pending(SocketCursor cursor, long after, Runnable step) {
    /// Runs the step, or defers it until the socket takes bytes again.
    void run() {
      if (!cursor.outlet.isWaiting()) {
        runOrWait();
      } else {
        cursor.outlet.defer(this);
      }
    }

    void runOrWait() {
      if (cursor.reach(after) && cursor.outlet.writer().handOver()) {
        step.run();
      } else {
        cursor.outlet.defer(this);
      }
    }
  }
}
