package hubbub.fanout;

import static java.util.stream.Collectors.toUnmodifiableList;

import hubbub.topic.MembershipId;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The writing end of one connection, and the last handler of its pipeline: decides when its
/// cursors may write. Confined to its loop, except [#post].
///
///      taking ──── more than 64 KiB handed over and not sent ───▶ lagging
///        ▲                                                           │
///        └───────── less than a quarter of it left ◀────────────────┘
///
/// A lagging socket gets no log frames and no answers, only direct writes such as a close. Its
/// cursors stay where they are, and steps addressed to it wait here; their number is bounded by the
/// commands that it may have in flight. It is not read from either, so a client that asks but never
/// reads cannot pile up answers.
public abstract class SocketOutlet extends SocketWriter implements Outlet {
  private final Pumps pumps;
  private final boolean isDeflating;

  /// Usually a single one, so the list is copied on each change.
  private List<SocketCursor> cursors = List.of();

  private @Nullable Queue<SocketCursor.Pending> waiting;
  private boolean isPaused;

  /// `isDeflating`: whether the client takes a log's frames compressed.
  protected SocketOutlet(Channel channel, Pumps pumps, boolean isDeflating) {
    super(channel, pumps.of(channel));
    this.pumps = pumps;
    this.isDeflating = isDeflating;
  }

  @Override
  public final Cursor open(MembershipId membership, Cursor.Lagged lagged) {
    return new SocketCursor(this, membership.value(), lagged);
  }

  @Override
  public final void move(Executor home, Runnable then) {
    if (channel().eventLoop().equals(home) || !(home instanceof EventLoop loop)) {
      then.run();
      return;
    }
    flush();
    leaving();
    var _ =
        channel()
            .deregister()
            .addListener(_ -> {
              var _ =
                  loop.register(channel()).addListener(there -> arrive(there.isSuccess(), then));
            });
  }

  private void arrive(boolean isThere, Runnable then) {
    if (!isThere) {
      return; // the channel was closed meanwhile
    }
    moved(pumps.of(channel()));
    arrived();
    then.run();
    channel().flush();
    flush();
  }

  /// Called before the connection leaves its loop.
  protected void leaving() {}

  /// Called once the connection is on another loop.
  protected void arrived() {}

  @Override
  public final void post(Runnable task) {
    channel()
        .eventLoop()
        .execute(() -> {
          task.run();
          flush();
        });
  }

  @Override
  public final void pauseReading(boolean paused) {
    isPaused = paused;
    readIfAllowed();
  }

  private void readIfAllowed() {
    boolean isAllowed = !isPaused && channel().isWritable();
    if (channel().config().isAutoRead() != isAllowed) {
      channel().config().setAutoRead(isAllowed);
    }
  }

  @Override
  public final void channelWritabilityChanged(ChannelHandlerContext context) {
    readIfAllowed();
    if (channel().isWritable()) {
      drained();
    }
  }

  /// Called when the socket has taken enough of what it was given: runs what waits.
  private void drained() {
    Queue<SocketCursor.Pending> held = waiting;
    waiting = null;
    while (held != null && !held.isEmpty()) {
      held.remove().run();
    }
    for (SocketCursor cursor : cursors) { // a snapshot: cursors that lag are removed
      if (!isTaking()) {
        break;
      }
      cursor.resume();
    }
    flush();
  }

  /// Drops everything that waits to be written; only a close may follow. On the loop.
  protected final void stopWriting() {
    waiting = null;
    cursors.forEach(SocketCursor::stop);
  }

  final boolean isDeflating() {
    return isDeflating;
  }

  final boolean isWaiting() {
    return waiting != null;
  }

  final void defer(SocketCursor.Pending step) {
    if (channel().isActive()) {
      Queue<SocketCursor.Pending> held = waiting;
      if (held == null) {
        held = new ArrayDeque<>();
        waiting = held;
      }
      held.add(step);
    }
  }

  final void add(SocketCursor cursor) {
    cursors = Stream.concat(cursors.stream(), Stream.of(cursor)).collect(toUnmodifiableList());
  }

  final void remove(SocketCursor cursor) {
    cursors = cursors.stream().filter(other -> other != cursor).collect(toUnmodifiableList());
  }
}
