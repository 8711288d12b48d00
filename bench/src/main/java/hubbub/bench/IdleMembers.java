package hubbub.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Members of one topic that join and then only listen, inside this process. They speak TLS if
/// given a context; the load generator cannot.
final class IdleMembers implements AutoCloseable {
  private static final int AT_A_TIME = 32;
  private static final int PATIENCE_SECONDS = 60;
  private static final byte[] JOIN =
      "[\"1\",\"1\",\"room:idle\",\"phx_join\",{}]".getBytes(StandardCharsets.US_ASCII);

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Semaphore joining = new Semaphore(AT_A_TIME);
  private final int port;
  private final Optional<SslContext> tls;

  private IdleMembers(int port, Optional<SslContext> tls) {
    this.port = port;
    this.tls = tls;
  }

  /// Connects `count` members; blocks until all have joined.
  static IdleMembers join(int port, int count, Optional<SslContext> tls)
      throws IOException, InterruptedException {
    IdleMembers members = new IdleMembers(port, tls);
    for (int i = 0; i < count; i++) {
      members.take(1);
      members.connect();
    }
    members.take(AT_A_TIME);
    return members;
  }

  private void take(int permits) throws IOException, InterruptedException {
    if (!joining.tryAcquire(permits, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      close();
      throw new IOException("not all members could join");
    }
  }

  private void connect() {
    var _ =
        new Bootstrap()
            .group(loops)
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    tls.ifPresent(it -> channel.pipeline().addLast(it.newHandler(channel.alloc())));
                    channel.pipeline().addLast(new Member());
                  }
                })
            .connect("127.0.0.1", port);
  }

  /// One member: sends the handshake, and joins once that is answered.
  private final class Member extends SimpleChannelInboundHandler<ByteBuf> {
    private boolean isIn;
    private boolean isJoined;

    @Override
    public void channelActive(ChannelHandlerContext context) {
      String request =
          "GET /socket/websocket?vsn=2.0.0 HTTP/1.1\r\nHost: 127.0.0.1:"
              + port
              + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
              + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
      var _ = context.writeAndFlush(Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII));
    }

    /// The first bytes are the handshake's answer, the next the join's.
    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
      if (!isIn) {
        isIn = true;
        byte[] head = {(byte) 0x81, (byte) (0x80 | JOIN.length), 0, 0, 0, 0};
        var _ = context.writeAndFlush(Unpooled.wrappedBuffer(head, JOIN));
      } else if (!isJoined) {
        isJoined = true;
        joining.release();
      }
    }
  }

  @Override
  public void close() {
    var _ = loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
