package hubbub.fanout;

import hubbub.topic.Change;
import hubbub.topic.Event;
import hubbub.topic.KindSettings;
import hubbub.topic.MembershipId;
import hubbub.topic.TopicName;
import hubbub.topic.extension.Payload;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// An event loop that runs tasks only when told to, with one socket, one member and one topic.
/// [#tell] and [#hand] belong to the replica's thread, everything else to the loop's.
final class HandLoop {
  private static final Event TICK = new Event.Custom("tick", Payload.EMPTY, Optional.empty());
  private static final byte[] FRAME = {1};

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final EventLoop loop =
      (EventLoop)
          Proxy.newProxyInstance(
              EventLoop.class.getClassLoader(), new Class<?>[] {EventLoop.class}, this::called);
  private final Log log = new TopicLogs().open(new TopicName("room:stress"), KindSettings.DEFAULT);
  private final Cursor cursor;
  private long seq;
  private long written;

  HandLoop() {
    Outlet outlet = new SocketOutlet(new Socket(), new Pumps(), WireForm.PLAIN);
    cursor = outlet.open(new MembershipId(1), _ -> {});
  }

  private @Nullable Object called(Object proxy, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "inEventLoop" -> true;
      case "hashCode" -> System.identityHashCode(proxy);
      case "schedule", "execute" -> {
        tasks.add((Runnable) arguments[0]);
        yield null;
      }
      default -> throw new UnsupportedOperationException(method.toString());
    };
  }

  /// Appends a frame of one byte and wakes the pump. Replica's thread.
  void tell() {
    seq++;
    log.append(new Change(seq, seq, 0, null, TICK, FRAME));
    log.wake();
  }

  /// Hands over `step`, to run once everything appended so far is written. Replica's thread.
  void hand(Runnable step) {
    cursor.at(log.head(), step);
  }

  /// Makes the member follow the log from its beginning.
  void follow() {
    cursor.follow(log, 0, 0);
  }

  /// Runs one task if one is queued.
  void turn() {
    Runnable task = tasks.poll();
    if (task != null) {
      task.run();
    }
  }

  /// Runs tasks until none is queued.
  void settle() {
    while (!tasks.isEmpty()) {
      turn();
    }
  }

  /// The number of frames written to the socket.
  int written() {
    return (int) written;
  }

  /// A channel that counts the bytes written to it.
  private final class Socket extends EmbeddedChannel {
    Socket() {
      pipeline().addFirst(new Counter());
    }

    @Override
    public EventLoop eventLoop() {
      return loop;
    }
  }

  private final class Counter extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      ByteBuf bytes = (ByteBuf) message;
      written += bytes.readableBytes();
      bytes.release();
    }

    @Override
    public void flush(ChannelHandlerContext context) {}
  }
}
