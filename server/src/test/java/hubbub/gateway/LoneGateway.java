package hubbub.gateway;

import hubbub.identity.Identities;
import hubbub.identity.TestIdentities;
import hubbub.session.Draining;
import hubbub.session.NoTopics;
import hubbub.session.Proxies;
import hubbub.session.SessionContext;
import hubbub.session.Uncounted;
import hubbub.session.guard.Guard;
import hubbub.topic.KindSettings;
import hubbub.topic.port.Topics;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import java.lang.ref.WeakReference;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// A gateway in a bare HTTP pipeline, with nothing behind it.
final class LoneGateway implements AutoCloseable {
  static final Site SITE = new Site("/socket", Hosts.parse("local"), Origins.parse("same"), false);

  static final Capacity CAPACITY = new Capacity(1000, 4 * 1024 * 1024);

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Gateway gateway;
  private final Queue<Channel> clients = new ConcurrentLinkedQueue<>();
  private final Queue<WeakReference<HttpServerCodec>> codecs = new ConcurrentLinkedQueue<>();

  /// What the HTTP server would keep of each connection until it is closed.
  private final Queue<ChannelHandlerContext> remembered = new ConcurrentLinkedQueue<>();

  private final Channel channel;

  LoneGateway(Limits limits) {
    this(limits, Optional.empty());
  }

  /// A gateway that speaks TLS if `tls` is present.
  LoneGateway(Limits limits, Optional<SslContext> tls) {
    SessionContext sessionContext = sessionContext(new Uncounted());
    gateway =
        new Gateway(
            sessionContext,
            new HandshakePolicy(SITE, sessionContext.identities(), new Proxies(List.of(), 32, 64)),
            limits,
            CAPACITY);
    channel =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childOption(ChannelOption.SO_SNDBUF, 16 * 1024)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel child) {
                    clients.add(child);
                    tls.ifPresent(
                        it -> child.pipeline().addLast("ssl", it.newHandler(child.alloc())));
                    HttpServerCodec codec = new HttpServerCodec();
                    codecs.add(new WeakReference<>(codec));
                    child.pipeline().addLast("http-server-codec", codec);
                    child
                        .pipeline()
                        .addLast("micronaut-inbound-handler", new ChannelInboundHandlerAdapter());
                    remembered.add(child.pipeline().context("micronaut-inbound-handler"));
                    gateway.watch(child.pipeline());
                  }
                })
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
  }

  /// A context for sessions without topics to join.
  static SessionContext sessionContext(SessionContext.Traffic traffic) {
    return sessionContext(new NoTopics(), traffic);
  }

  /// A context for sessions that may join rooms in `topics`.
  static SessionContext sessionContext(Topics topics, SessionContext.Traffic traffic) {
    Identities identities = TestIdentities.guestsOnly();
    SessionContext.Kind room = new SessionContext.Kind(KindSettings.DEFAULT, _ -> List.of());
    return new SessionContext(
        topics, Map.of("room", room), identities, Guard.off(), traffic, new Draining());
  }

  int port() {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  void drainInBackground() {
    var _ = CompletableFuture.runAsync(() -> gateway.drain(Duration.ofSeconds(5)));
  }

  /// Writes `frame` to every client.
  void write(byte[] frame) {
    clients.forEach(client ->
        client
            .eventLoop()
            .execute(() -> {
              if (client.pipeline().last() instanceof Connection connection) {
                connection.outlet().write(frame);
                connection.outlet().flush();
              }
            }));
  }

  /// The most bytes that wait for any lagging client.
  long mostWaitingBytes() {
    return clients.stream().mapToLong(Channel::bytesBeforeWritable).max().orElse(0);
  }

  /// Whether every connection is closing.
  boolean isClosingAll() {
    return clients.stream()
        .map(client -> client.pipeline().last())
        .allMatch(last -> last instanceof Connection connection && connection.isClosing());
  }

  void awaitConnections(int count) {
    Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> gateway.connections() == count);
  }

  /// Whether anything still holds the HTTP codec of any connection so far.
  boolean holdsCodecs() {
    System.gc();
    return codecs.stream().anyMatch(codec -> codec.get() != null);
  }

  /// How many connections the HTTP server has kept something of.
  int remembered() {
    return remembered.size();
  }

  @Override
  public void close() {
    channel.close().syncUninterruptibly();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
