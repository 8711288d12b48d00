package hubbub.gateway;

import hubbub.fanout.Pumps;
import hubbub.session.SessionContext;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The entry point for WebSockets: joins the HTTP listener's pipelines and takes over the socket's
/// requests. Any thread.
public final class Gateway {
  private static final int READ_BYTES = 4 * 1024;

  /// The name of the handler that answers HTTP requests.
  static final String HTTP_HANDLER = "micronaut-inbound-handler";

  /// The name of the handler that parses HTTP.
  private static final String HTTP_CODEC = "http-server-codec";

  private static final RecvByteBufAllocator READS = new FixedRecvByteBufAllocator(READ_BYTES);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final HandshakePolicy handshakePolicy;
  private final SessionContext sessionContext;
  private final Limits limits;
  private final Capacity capacity;
  private final OpenConnections requesting;
  private final OpenConnections sockets;
  private final Pumps pumps = new Pumps();
  private final Map<EventLoop, LoopConnections> loops = new ConcurrentHashMap<>();
  private final AtomicInteger connections = new AtomicInteger();

  /// How to drain a loop; null until this node stops.
  private volatile LoopDrain.@Nullable Plan plan;

  private volatile boolean isHurried;

  public Gateway(
      SessionContext sessionContext,
      HandshakePolicy handshakePolicy,
      Limits limits,
      Capacity capacity) {
    this.sessionContext = sessionContext;
    this.handshakePolicy = handshakePolicy;
    this.limits = limits;
    this.capacity = capacity;
    this.requesting = new OpenConnections(capacity.connectionsPerAddress());
    this.sockets = new OpenConnections(capacity.connectionsPerAddress());
  }

  /// Adds the handshake to a new HTTP/1 pipeline, in front of the handler that answers requests,
  /// and the deadline in front of the codec. Clients send short frames, so one fixed read size
  /// spares each connection its own guess.
  public void watch(ChannelPipeline pipeline) {
    pipeline.channel().config().setRecvByteBufAllocator(READS);
    RequestDeadline deadline = new RequestDeadline();
    pipeline.addBefore(HTTP_CODEC, "hubbub-deadline", deadline);
    pipeline.addBefore(
        HTTP_HANDLER, "hubbub-handshake", new Handshake(this, handshakePolicy, deadline));
  }

  /// Adds what is done when connections cannot be accepted to the listening socket's pipeline.
  public void watchListener(ChannelPipeline pipeline) {
    pipeline.addLast("hubbub-accepting", new Accepting());
  }

  /// How many connections are open.
  public int connections() {
    return connections.get();
  }

  /// How many frames have been handed to members so far.
  public long delivered() {
    return pumps.delivered();
  }

  /// The result of a drain: how many connections were told to come back, how many were still open
  /// at the end, and how long it took.
  public record Drained(int told, int left, Duration took) {}

  /// Refuses new connections and joins, and closes the open connections, in batches. Their members
  /// stay in their topics. Blocks until the last one is closed, but at most for `most`, or until
  /// [#hurry].
  public Drained drain(Duration most) {
    long start = System.nanoTime();
    int told = connections.get();
    sessionContext.draining().begin();
    var _ = follow(LoopDrain.Plan.within(most, limits.closing()));
    while (connections.get() > 0 && !isHurried && System.nanoTime() - start < most.toNanos()) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    if (isHurried) {
      boolean _ =
          follow(LoopDrain.Plan.AT_ONCE)
              .handle((_, bug) -> bug == null)
              .completeOnTimeout(false, 1, TimeUnit.SECONDS)
              .join();
    }
    return new Drained(told, connections.get(), Duration.ofNanos(System.nanoTime() - start));
  }

  private CompletableFuture<Void> follow(LoopDrain.Plan now) {
    plan = now;
    return CompletableFuture.allOf(
        loops.values().stream().map(loop -> loop.drain(now)).toArray(CompletableFuture<?>[]::new));
  }

  /// Has a [#drain] that is under way, or comes, close all connections at once, and wait for none.
  public void hurry() {
    isHurried = true;
  }

  /// Whether new clients are refused because the server is stopping.
  public boolean isDraining() {
    return sessionContext.draining().isOn();
  }

  /// Counts the connections that may become WebSockets, by the address of the other end.
  OpenConnections requesting() {
    return requesting;
  }

  /// Counts the WebSockets, by the address of their client.
  OpenConnections sockets() {
    return sockets;
  }

  private LoopConnections connectionsOn(EventLoop loop) {
    LoopConnections known = loops.get(loop);
    return known == null ? started(loop) : known;
  }

  /// Begins with a loop's first connection. The drain has not seen this loop if it began meanwhile.
  private LoopConnections started(EventLoop loop) {
    LoopConnections started =
        loops.computeIfAbsent(
            loop,
            its -> LoopConnections.start(its, limits, new InputBudget(capacity.unhandledBytes())));
    LoopDrain.Plan now = plan;
    if (now != null) {
      var _ = started.drain(now);
    }
    return started;
  }

  /// Counts a client that is about to get its connection, until that is closed. It counts while it
  /// moves between loops, too.
  ///
  /// @return whether it may have one; not if the server is stopping. Asked after counting, so that
  ///   a drain waits for each client that it came too late to keep out
  boolean enter(Channel channel) {
    connections.incrementAndGet();
    channel.closeFuture().addListener(_ -> connections.decrementAndGet());
    return !isDraining();
  }

  /// Makes the connection of a client that was let in. On the channel's loop.
  Connection open(Channel channel, HandshakePolicy.Admitted admitted) {
    return new Connection(
        channel,
        pumps,
        this::connectionsOn,
        new Connection.Guest(sessionContext, admitted.client(), admitted.deflate().isPresent()));
  }

  /// Makes the event stream of a client that was let in. On the channel's loop.
  EventConnection open(Channel channel, HandshakePolicy.AdmittedReader admitted) {
    return new EventConnection(
        channel,
        connectionsOn(channel.eventLoop()),
        admitted,
        new EventConnection.NodeContext(sessionContext, pumps));
  }
}
