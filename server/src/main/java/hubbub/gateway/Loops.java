package hubbub.gateway;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// A node's event loops, which run both its sockets and its topics.
public final class Loops implements AutoCloseable {
  /// Not 0: a loop that may stop at once can stop before it has closed its sockets, and the port
  /// would stay taken.
  private static final long QUIET_MILLIS = 1;

  private static final long MOST_MILLIS = 2_000;

  private final String transport;
  private final EventLoopGroup group;

  private Loops(String transport, int count) {
    this.transport = transport;
    this.group =
        new MultiThreadIoEventLoopGroup(
            count, new DefaultThreadFactory("hubbub-loop", true), handlers(transport));
  }

  /// Starts `count` loops; by default one fewer than there are cores, which leaves a core to the
  /// kernel, the JIT compiler and the garbage collector. `transport` is how they wait for sockets:
  /// `epoll`, `io_uring`, `nio`, or `auto`, which picks `epoll` where available and else `nio`.
  public static Loops open(String transport, OptionalInt count) {
    String best = Epoll.isAvailable() ? "epoll" : "nio";
    int spare = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
    return new Loops(transport.equals("auto") ? best : transport, count.orElse(spare));
  }

  private static IoHandlerFactory handlers(String transport) {
    return switch (transport) {
      case "epoll" -> EpollIoHandler.newFactory();
      case "io_uring" -> IoUringIoHandler.newFactory();
      default -> NioIoHandler.newFactory();
    };
  }

  /// `epoll`, `io_uring` or `nio`.
  public String transport() {
    return transport;
  }

  public EventLoopGroup group() {
    return group;
  }

  /// All loops, always in the same order.
  public List<ScheduledExecutorService> each() {
    List<ScheduledExecutorService> all = new ArrayList<>();
    group.forEach(loop -> all.add((EventLoop) loop));
    return all;
  }

  /// Stops the threads, and waits up to 2 s for them to end.
  @Override
  public void close() {
    var _ =
        group
            .shutdownGracefully(QUIET_MILLIS, MOST_MILLIS, TimeUnit.MILLISECONDS)
            .awaitUninterruptibly(MOST_MILLIS);
  }
}
