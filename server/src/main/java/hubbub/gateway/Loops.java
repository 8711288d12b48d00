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

/// The event loops of a node: sockets are served on them, and topics live on them.
public final class Loops implements AutoCloseable {
  private static final long QUIET_MILLIS = 0;
  private static final long MOST_MILLIS = 2_000;

  private final String transport;
  private final EventLoopGroup group;

  private Loops(String transport, int count) {
    this.transport = transport;
    this.group =
        new MultiThreadIoEventLoopGroup(
            count, new DefaultThreadFactory("hubbub-loop", true), handlers(transport));
  }

  /// So many loops, or one per core but one: that is left to the kernel, the compiler, and the
  /// collection of garbage. `transport` is how they wait for sockets: `epoll`, `io_uring`, `nio`,
  /// or `auto`, the best that this machine has.
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

  /// Each loop, in an order that stays.
  public List<ScheduledExecutorService> each() {
    List<ScheduledExecutorService> all = new ArrayList<>();
    group.forEach(loop -> all.add((EventLoop) loop));
    return all;
  }

  /// Ends the threads; waits for it a little.
  @Override
  public void close() {
    var _ =
        group
            .shutdownGracefully(QUIET_MILLIS, MOST_MILLIS, TimeUnit.MILLISECONDS)
            .awaitUninterruptibly(MOST_MILLIS);
  }
}
