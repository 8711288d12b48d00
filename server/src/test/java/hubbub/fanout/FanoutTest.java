package hubbub.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.KindSettings;
import hubbub.topic.MembershipId;
import hubbub.topic.TopicName;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// The log's promises to its readers, over real sockets and loops. Frames are lines: `B` is a
/// broadcast, `J` a join reply, `L` a `lagged`, `R` a reply, each with the seq that it follows. The
/// test's own thread is the replica's. With epoll, slices bypass the channel where they can; with
/// the other transports everything goes through it.
@ParameterizedClass
@MethodSource("transports")
class FanoutTest {
  private static final int FRAMES = 20_000;
  private static final int MEMBERS = 24;

  /// Each end's kernel buffer for a socket. It must be larger than a loopback segment: otherwise
  /// segments would be dropped, and sent again only after timers that double.
  private static final int KERNEL_BYTES = 256 * 1024;

  private final Transport transport;
  private final EventLoopGroup loops;
  private final UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(true);
  private final ExecutorService readers = Executors.newCachedThreadPool();
  private final BlockingQueue<Outlet> connected = new LinkedBlockingQueue<>();
  private final Queue<Runnable> resyncs = new ConcurrentLinkedQueue<>();
  private final Random random = new Random(7);
  private final Pumps pumps = new Pumps();
  private final TopicLog log =
      new TopicLog(new TopicName("room:fanout"), KindSettings.DEFAULT, LogBudget.ofThisHeap());
  private Channel server;
  private long seq;
  private long memberships;
  private int padding;

  /// How the loops wait for sockets.
  record Transport(
      String name, IoHandlerFactory handlers, Class<? extends ServerSocketChannel> listener) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Transport> transports() {
    Stream<Transport> nio =
        Stream.of(new Transport("nio", NioIoHandler.newFactory(), NioServerSocketChannel.class));
    Stream<Transport> epoll = Epoll.isAvailable() ? Stream.of(epoll()) : Stream.empty();
    Stream<Transport> uring = IoUring.isAvailable() ? Stream.of(uring()) : Stream.empty();
    return Stream.of(nio, epoll, uring).flatMap(all -> all);
  }

  private static Transport uring() {
    return new Transport(
        "io_uring", IoUringIoHandler.newFactory(), IoUringServerSocketChannel.class);
  }

  private static Transport epoll() {
    return new Transport("epoll", EpollIoHandler.newFactory(), EpollServerSocketChannel.class);
  }

  FanoutTest(Transport transport) {
    this.transport = transport;
    this.loops = new MultiThreadIoEventLoopGroup(2, transport.handlers());
  }

  /// The handler of a socket without a gateway.
  private static final class Line extends ChannelInboundHandlerAdapter {
    private final SocketOutlet outlet;

    Line(SocketOutlet outlet) {
      this.outlet = outlet;
    }

    @Override
    public void channelRegistered(ChannelHandlerContext context) {
      outlet.registered();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      outlet.writabilityChanged();
    }
  }

  @BeforeEach
  void listen() throws InterruptedException {
    server =
        new ServerBootstrap()
            .group(loops)
            .channel(transport.listener())
            .childOption(ChannelOption.ALLOCATOR, buffers)
            .childOption(ChannelOption.SO_SNDBUF, KERNEL_BYTES)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    SocketOutlet outlet = new SocketOutlet(channel, pumps, WireForm.PLAIN);
                    channel.pipeline().addLast(new Line(outlet));
                    connected.add(outlet);
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
  }

  @AfterEach
  void stop() throws Exception {
    readers.shutdownNow();
    server.close().sync();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    assertEquals(0, buffers.metric().usedDirectMemory(), "bytes nobody released");
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(KERNEL_BYTES);
    socket.connect(
        new InetSocketAddress(
            InetAddress.getLoopbackAddress(),
            ((InetSocketAddress) server.localAddress()).getPort()));
    socket.setSoTimeout(20_000);
    return socket;
  }

  private byte[] line(char kind, long seq) {
    return (kind + " " + seq + " " + "x".repeat(padding + (int) (seq % 60)) + "\n").getBytes(UTF_8);
  }

  /// A member on the replica's thread: uses its cursor as a session does, and does nothing else.
  private final class Member {
    private final Outlet outlet;
    private final Cursor cursor;

    Member(Outlet outlet) {
      this.outlet = outlet;
      this.cursor = outlet.open(new MembershipId(++memberships), this::lagged);
      enter('J');
    }

    private void enter(char kind) {
      long after = log.head();
      long now = seq;
      cursor.at(
          after,
          () -> {
            outlet.write(line(kind, now));
            cursor.follow(log, after, now);
          });
    }

    private void lagged(long reached) {
      resyncs.add(() -> enter('L'));
    }

    void reply() {
      long now = seq;
      cursor.at(log.head(), () -> outlet.write(line('R', now)));
    }
  }

  private void tell() {
    append();
    if (random.nextInt(4) == 0) {
      log.wake();
    }
    if (random.nextInt(200) == 0) {
      log.announce("P 0 \n".getBytes(UTF_8));
    }
    for (Runnable resync = resyncs.poll(); resync != null; resync = resyncs.poll()) {
      resync.run();
    }
  }

  /// What one client got, checked as it arrived.
  private record Seen(long from, long last, long replies, long lags) {}

  /// Reads until the broadcast `last` has arrived, and checks each line against the promises.
  private static Seen read(Socket socket, long last) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    long from = -1;
    long at = 0;
    long replies = 0;
    long lags = 0;
    while (from < 0 || at < last) {
      String text = in.readLine();
      if (text == null) {
        throw new IOException("closed after " + at);
      }
      String[] words = text.split(" ", 3);
      long seq = Long.parseLong(words[1]);
      switch (words[0]) {
        case "J" -> {
          from = seq;
          at = seq;
        }
        case "L" -> {
          assertTrue(seq >= at, "lagged to " + seq + " after " + at);
          at = seq;
          lags++;
        }
        case "B" -> assertEquals(++at, seq, "a gap, a double, or another order");
        case "R" -> {
          assertTrue(at >= seq, "a reply to " + seq + " overtook what stands after " + at);
          replies++;
        }
        default -> {}
      }
    }
    return new Seen(from, at, replies, lags);
  }

  @Test
  void members_that_join_at_any_time_see_everything_since_in_order_and_no_reply_overtakes()
      throws Exception {
    List<Member> members = new ArrayList<>();
    List<Future<Seen>> seen = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      if (i % (FRAMES / MEMBERS) == 0) {
        Socket socket = connect();
        seen.add(readers.submit(() -> read(socket, FRAMES)));
        members.add(new Member(connected.take()));
      }
      tell();
      if (i % 5 == 0) {
        members.get(random.nextInt(members.size())).reply();
      }
      if (i % 200 == 0) {
        awaitReaders(members);
      }
    }
    finish();
    long replies = 0;
    for (Future<Seen> reader : seen) {
      Seen result = reader.get(30, TimeUnit.SECONDS);
      assertEquals(FRAMES, result.last());
      replies += result.replies();
    }
    assertTrue(replies > FRAMES / 10, "replies: " + replies);
  }

  /// Waits until the members have caught up, so that they never fall behind by more than the log
  /// holds.
  private void awaitReaders(List<Member> members) throws InterruptedException {
    CountDownLatch all = new CountDownLatch(members.size());
    members.forEach(member -> member.cursor.at(log.head(), all::countDown));
    all.await(10, TimeUnit.SECONDS);
  }

  @Test
  void one_that_reads_nothing_for_long_is_told_that_it_lagged_and_continues_without_a_gap()
      throws Exception {
    padding = 1500;
    Socket slow = connect();
    new Member(connected.take());
    Socket quick = connect();
    Future<Seen> quickSeen = readers.submit(() -> read(quick, 3L * FRAMES));
    Member quickMember = new Member(connected.take());
    for (int i = 0; i < 2 * FRAMES; i++) {
      tell();
      if (i % 200 == 0) {
        awaitReaders(List.of(quickMember));
      }
    }
    Future<Seen> slowSeen = readers.submit(() -> read(slow, 3L * FRAMES));
    for (int i = 0; i < FRAMES; i++) {
      tell();
      if (i % 200 == 0) {
        awaitReaders(List.of(quickMember));
      }
    }
    finishUntil(slowSeen);
    assertTrue(slowSeen.get(30, TimeUnit.SECONDS).lags() > 0);
    assertEquals(0, quickSeen.get(30, TimeUnit.SECONDS).lags());
  }

  @Test
  void one_that_falls_out_of_one_log_continues_with_the_others_of_its_socket() throws Exception {
    padding = 1500;
    Socket slow = connect();
    Outlet outlet = connected.take();
    new Member(outlet);
    TopicLog quiet =
        new TopicLog(new TopicName("room:quiet"), KindSettings.DEFAULT, LogBudget.ofThisHeap());
    Cursor cursor = outlet.open(new MembershipId(++memberships), _ -> {});
    cursor.at(0, () -> cursor.follow(quiet, 0, 0));
    append(FRAMES); // more than the log keeps, plus what both kernels buffer
    tellQuietly(quiet, outlet, 1);
    Future<?> seen = readers.submit(() -> readUntilQuiet(slow, 2));
    await().atMost(20, TimeUnit.SECONDS).until(() -> !resyncs.isEmpty());
    resyncs.remove().run();
    tellQuietly(quiet, outlet, 2);
    seen.get(30, TimeUnit.SECONDS);
  }

  /// Appends `frames` frames; the test runs the resyncs that are requested meanwhile.
  private void append(int frames) {
    for (int i = 0; i < frames; i++) {
      append();
    }
    log.wake();
  }

  private void append() {
    seq++;
    log.append(TopicLogTest.told(seq, line('B', seq)));
  }

  /// Appends a frame to another log, and waits until its member's loop has handled it.
  private static void tellQuietly(TopicLog quiet, Outlet outlet, long seq) throws Exception {
    quiet.append(TopicLogTest.told(seq, ("Q " + seq + "\n").getBytes(UTF_8)));
    quiet.wake();
    CountDownLatch seen = new CountDownLatch(2);
    outlet.post(() -> {
      seen.countDown();
      outlet.post(seen::countDown);
    });
    assertTrue(seen.await(10, TimeUnit.SECONDS));
  }

  private static @Nullable Void readUntilQuiet(Socket socket, long last) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    long at = 0;
    while (at < last) {
      String text = in.readLine();
      if (text == null) {
        throw new IOException("closed after " + at);
      }
      if (text.startsWith("Q ")) {
        assertEquals(++at, Long.parseLong(text.substring(2)));
      }
    }
    return null;
  }

  private void finish() {
    log.wake();
  }

  private void finishUntil(Future<Seen> reader) {
    log.wake();
    await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> {
          for (Runnable resync = resyncs.poll(); resync != null; resync = resyncs.poll()) {
            resync.run();
          }
          return reader.isDone();
        });
  }
}
