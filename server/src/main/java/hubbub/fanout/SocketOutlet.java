package hubbub.fanout;

import static java.util.stream.Collectors.toUnmodifiableList;

import hubbub.topic.MembershipId;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The writing end of one connection: decides when its cursors may write. The last handler of the
/// channel's pipeline has one, and passes on what Netty reports. Confined to its loop, except
/// [#post].
///
///      taking ──── more than 64 KiB handed over and not sent ───▶ lagging
///        ▲                                                           │
///        └───────── less than a quarter of it left ◀────────────────┘
///
/// A lagging socket gets no log frames and no answers, only direct writes such as a close. Its
/// cursors stay where they are, and steps addressed to it wait here; their number is bounded by the
/// commands that it may have in flight. It is not read from either, so a client that asks but never
/// reads cannot pile up answers.
public final class SocketOutlet implements Outlet {
  private final Channel channel;
  private final Pumps pumps;
  private final SocketWriter writer;

  /// Usually a single one, so the list is copied on each change.
  private List<SocketCursor> cursors = List.of();

  private @Nullable Queue<SocketCursor.Pending> waiting;
  private @Nullable Runnable afterMove;
  private boolean isPaused;

  /// `form`: how the client takes a log's frames.
  public SocketOutlet(Channel channel, Pumps pumps, WireForm form) {
    this.channel = channel;
    this.pumps = pumps;
    this.writer = new SocketWriter(channel, pumps.of(channel), form);
  }

  SocketWriter writer() {
    return writer;
  }

  @Override
  public void write(byte[] frame) {
    writer.write(frame);
  }

  /// Flushes this socket and all others written to on the loop.
  public void flush() {
    writer.flush();
  }

  @Override
  public Cursor open(MembershipId membership, Cursor.Lagged lagged) {
    return new SocketCursor(this, membership.value(), lagged);
  }

  @Override
  public void move(Executor home, Runnable then) {
    if (channel.eventLoop().equals(home) || !(home instanceof EventLoop loop)) {
      then.run();
      return;
    }
    flush();
    afterMove = then;
    var _ =
        channel
            .deregister()
            .addListener(_ -> {
              var _ = loop.register(channel);
            });
  }

  /// The channel has been registered with a loop. If it has moved there, writes through that loop's
  /// pump from now on, and runs what was to run there. On that loop.
  public void registered() {
    Runnable then = afterMove;
    if (then != null) {
      afterMove = null;
      writer.moved(pumps.of(channel));
      channel.flush();
      post(then);
    }
  }

  @Override
  public void post(Runnable task) {
    channel
        .eventLoop()
        .execute(() -> {
          task.run();
          flush();
        });
  }

  @Override
  public void pauseReading(boolean paused) {
    isPaused = paused;
    readIfAllowed();
  }

  private void readIfAllowed() {
    boolean isAllowed = !isPaused && channel.isWritable();
    if (isReading() != isAllowed) {
      channel.config().setAutoRead(isAllowed);
    }
  }

  /// Whether the socket is being read from.
  public boolean isReading() {
    return channel.config().isAutoRead();
  }

  /// The channel has become writable, or no longer is.
  public void writabilityChanged() {
    readIfAllowed();
    if (channel.isWritable()) {
      drained();
    }
  }

  /// The socket has taken enough of what it was given: runs what waits.
  private void drained() {
    Queue<SocketCursor.Pending> held = waiting;
    waiting = null;
    while (held != null && !held.isEmpty()) {
      held.remove().run();
    }
    for (SocketCursor cursor : cursors) { // a snapshot: cursors that lag are removed
      if (!writer.handOver()) {
        break;
      }
      cursor.resume();
    }
    flush();
  }

  /// Drops everything that waits to be written; only a close may follow.
  public void stopWriting() {
    waiting = null;
    cursors.forEach(SocketCursor::stop);
  }

  /// How many bytes were handed over and not yet taken, plus Netty's overhead per buffer.
  public long waitingBytes() {
    return writer.waitingBytes();
  }

  /// How many bytes have been taken so far, less that overhead: grows only when the socket takes
  /// some.
  public long takenBytes() {
    return writer.takenBytes();
  }

  boolean isWaiting() {
    return waiting != null;
  }

  void defer(SocketCursor.Pending step) {
    if (channel.isActive()) {
      Queue<SocketCursor.Pending> held = waiting;
      if (held == null) {
        held = new ArrayDeque<>();
        waiting = held;
      }
      held.add(step);
    }
  }

  void add(SocketCursor cursor) {
    cursors = Stream.concat(cursors.stream(), Stream.of(cursor)).collect(toUnmodifiableList());
  }

  void remove(SocketCursor cursor) {
    cursors = cursors.stream().filter(other -> other != cursor).collect(toUnmodifiableList());
  }
}
