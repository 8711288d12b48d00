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
import java.util.concurrent.atomic.LongAdder;

/// Readers of one topic inside this process, by sockets or by event streams, who count what they
/// are sent and keep nothing. By sockets, they can speak TLS; the load generator cannot.
final class Readers implements AutoCloseable {
  private static final int AT_A_TIME = 32;
  private static final int PATIENCE_SECONDS = 60;

  /// Once in each message, whatever its form.
  private static final byte[] MARK = "\"body\":".getBytes(StandardCharsets.US_ASCII);

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Semaphore entering = new Semaphore(AT_A_TIME);
  private final LongAdder delivered = new LongAdder();
  private final Optional<SslContext> tls;
  private final byte[] request;

  /// What is sent once the request is answered; empty for nothing.
  private final byte[] join;

  private Readers(Optional<SslContext> tls, byte[] request, byte[] join) {
    this.tls = tls;
    this.request = request;
    this.join = join;
  }

  /// So many members by WebSocket, with TLS if there is a context for it; blocks until all have
  /// joined.
  static Readers ofSockets(int port, String topic, int count, Optional<SslContext> tls)
      throws IOException, InterruptedException {
    String upgrade =
        "GET /socket/websocket?vsn=2.0.0 HTTP/1.1\r\nHost: 127.0.0.1:"
            + port
            + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    byte[] text = ascii("[\"1\",\"1\",\"" + topic + "\",\"phx_join\",{}]");
    byte[] frame = new byte[6 + text.length]; // masked with zeros
    frame[0] = (byte) 0x81;
    frame[1] = (byte) (0x80 | text.length);
    System.arraycopy(text, 0, frame, 6, text.length);
    return new Readers(tls, ascii(upgrade), frame).entered(port, count);
  }

  /// So many readers of event streams; blocks until each has got its first event.
  static Readers ofStreams(Publisher publisher, int count)
      throws IOException, InterruptedException {
    String get =
        "GET "
            + publisher.path()
            + "/events HTTP/1.1\r\nHost: 127.0.0.1:"
            + publisher.port()
            + "\r\nAuthorization: Bearer "
            + publisher.key()
            + "\r\n\r\n";
    return new Readers(Optional.empty(), ascii(get), new byte[0]).entered(publisher.port(), count);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// How many messages all of them together have been sent.
  long delivered() {
    return delivered.sum();
  }

  private Readers entered(int port, int count) throws IOException, InterruptedException {
    for (int i = 0; i < count; i++) {
      take(1);
      var _ =
          new Bootstrap()
              .group(loops)
              .channel(NioSocketChannel.class)
              .handler(
                  new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                      tls.ifPresent(
                          it -> channel.pipeline().addLast(it.newHandler(channel.alloc())));
                      channel.pipeline().addLast(new Reader());
                    }
                  })
              .connect("127.0.0.1", port);
    }
    take(AT_A_TIME);
    return this;
  }

  private void take(int permits) throws IOException, InterruptedException {
    if (!entering.tryAcquire(permits, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      close();
      throw new IOException("not all readers could come in");
    }
  }

  /// One reader. It is in once the answer to all that it sends has begun.
  private final class Reader extends SimpleChannelInboundHandler<ByteBuf> {
    private int unanswered = join.length > 0 ? 2 : 1;
    private int matched;

    @Override
    public void channelActive(ChannelHandlerContext context) {
      var _ = context.writeAndFlush(Unpooled.wrappedBuffer(request));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
      if (unanswered > 0) {
        unanswered--;
        if (unanswered > 0) {
          var _ = context.writeAndFlush(Unpooled.wrappedBuffer(join));
        } else {
          entering.release();
        }
      }
      bytes.forEachByte(this::sees);
    }

    private boolean sees(byte next) {
      matched = next == MARK[matched] ? matched + 1 : next == MARK[0] ? 1 : 0;
      if (matched == MARK.length) {
        matched = 0;
        delivered.increment();
      }
      return true;
    }
  }

  @Override
  public void close() {
    var _ = loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
