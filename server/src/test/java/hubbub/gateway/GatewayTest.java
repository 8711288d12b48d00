package hubbub.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.phoenix.RawSocket;
import hubbub.phoenix.SelfSigned;
import hubbub.wire.ServerFrames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What a client must do to stay connected, on a gateway with short timeouts and no topics behind
/// it.
class GatewayTest {
  private static final SelfSigned SHOWN = SelfSigned.make("EC");

  @AutoClose
  private final LoneGateway gateway =
      new LoneGateway(
          new Limits(Duration.ofMillis(300), Duration.ofSeconds(2), Duration.ofMillis(300)));

  private RawSocket connect() throws IOException {
    RawSocket socket =
        RawSocket.send(gateway.port(), RawSocket.handshake(gateway.port(), "?vsn=2.0.0", ""));
    assertTrue(socket.head().startsWith("HTTP/1.1 101"));
    return socket;
  }

  @Test
  void er_05_an_idle_one_is_closed_with_a_code_that_clients_come_back_from() throws IOException {
    try (RawSocket idle = connect()) {
      assertEquals(1001, idle.closeCode());
      assertTrue(idle.isAtEnd());
    }
    gateway.awaitConnections(0);
  }

  @Test
  void nothing_keeps_its_http_codec() throws IOException {
    try (LoneGateway patient = new LoneGateway(Limits.DEFAULT);
        RawSocket socket =
            RawSocket.send(patient.port(), RawSocket.handshake(patient.port(), "?vsn=2.0.0", ""))) {
      assertTrue(socket.head().startsWith("HTTP/1.1 101"));
      await().until(() -> !patient.holdsCodecs());
      assertEquals(1, patient.remembered());
    }
  }

  @Test
  void er_07_draining_closes_all_with_1012_and_turns_others_away() throws IOException {
    try (RawSocket one = connect();
        RawSocket two = connect()) {
      gateway.drainInBackground();
      assertEquals(1012, one.closeCode());
      assertEquals(1012, two.closeCode());
    }
    gateway.awaitConnections(0);
    try (RawSocket late =
        RawSocket.send(gateway.port(), RawSocket.handshake(gateway.port(), "?vsn=2.0.0", ""))) {
      assertTrue(late.head().startsWith("HTTP/1.1 503"));
    }
  }

  @Nested
  class One_that_does_not_read extends Not_reading {
    One_that_does_not_read() {
      super(Optional.empty());
    }
  }

  @Nested
  class One_that_does_not_read_by_tls extends Not_reading {
    One_that_does_not_read_by_tls() {
      super(Optional.of(SHOWN));
    }
  }

  /// What holds with and without TLS.
  abstract static class Not_reading {
    private static final int FRAME_BYTES = 192 * 1024;

    @AutoClose("shutdownNow")
    private final ScheduledExecutorService client = Executors.newScheduledThreadPool(1);

    private final Optional<SelfSigned> shown;
    @AutoClose private final LoneGateway curt;

    Not_reading(Optional<SelfSigned> shown) {
      this.shown = shown;
      this.curt =
          gateway(new Limits(Duration.ofMinutes(1), Duration.ofSeconds(4), Duration.ofMillis(300)));
    }

    private LoneGateway gateway(Limits limits) {
      return new LoneGateway(limits, shown.map(Not_reading::context));
    }

    private static SslContext context(SelfSigned of) {
      try {
        return SslContextBuilder.forServer(of.certificateFile().toFile(), of.keyFile().toFile())
            .build();
      } catch (SSLException e) {
        throw new IllegalStateException(e);
      }
    }

    private RawSocket connect(LoneGateway to) throws IOException {
      String request = RawSocket.handshake(to.port(), "?vsn=2.0.0", "");
      return opened(
          shown.isPresent()
              ? RawSocket.sendByTlsFromAfar(shown.get().trusting(), to.port(), request)
              : RawSocket.sendFromAfar(to.port(), request));
    }

    private RawSocket connectNearby(LoneGateway to) throws IOException {
      String request = RawSocket.handshake(to.port(), "?vsn=2.0.0", "");
      return opened(
          shown.isPresent()
              ? RawSocket.sendByTls(shown.get().trusting(), to.port(), request)
              : RawSocket.send(to.port(), request));
    }

    private static RawSocket opened(RawSocket socket) throws IOException {
      assertTrue(socket.head().startsWith("HTTP/1.1 101"));
      return socket;
    }

    private static byte[] frame(int bytes) {
      byte[] payload = ("\"" + "x".repeat(bytes) + "\"").getBytes(UTF_8);
      return ServerFrames.broadcast("room:x", "message", payload);
    }

    @Test
    void is_closed_though_little_waits_for_it() throws IOException {
      try (RawSocket _ = connect(curt)) {
        curt.awaitConnections(1);
        curt.write(frame(60_000));
        curt.awaitConnections(0);
      }
    }

    /// The client has a small receive buffer: without one, its kernel would also drop the server's
    /// acknowledgements, and hardly send.
    @Test
    void and_asks_on_and_on_holds_little_and_is_closed_with_1013() throws IOException {
      byte[] heartbeat =
          RawSocket.masked(0x81, "[null,\"1\",\"phoenix\",\"heartbeat\",{}]".getBytes(UTF_8));
      Limits limits =
          new Limits(Duration.ofMinutes(1), Duration.ofSeconds(2), Duration.ofMinutes(1));
      try (LoneGateway patient = gateway(limits);
          RawSocket stalled = connectNearby(patient)) {
        var _ =
            client.submit(() -> {
              while (true) {
                stalled.bytes(heartbeat);
              }
            });
        await()
            .atMost(30, TimeUnit.SECONDS)
            .until(() -> {
              assertTrue(patient.mostWaitingBytes() < 512 * 1024);
              return patient.isClosingAll();
            });
        assertEquals(1013, stalled.closeCode());
      }
    }

    @Test
    void much_but_reads_a_little_now_and_then_is_kept() throws Exception {
      byte[] frame = frame(FRAME_BYTES);
      int spoon = 3200;
      CountDownLatch spoons = new CountDownLatch(frame.length / spoon);
      try (RawSocket slow = connect(curt)) {
        curt.write(frame);
        var _ =
            client.scheduleAtFixedRate(
                () -> {
                  if (read(slow, spoon)) {
                    spoons.countDown();
                  }
                },
                0,
                100,
                TimeUnit.MILLISECONDS);
        assertTrue(spoons.await(60, TimeUnit.SECONDS));
        curt.awaitConnections(1);
      }
    }

    private static boolean read(RawSocket from, int bytes) {
      try {
        return from.in().readNBytes(bytes).length == bytes;
      } catch (IOException _) {
        return false;
      }
    }
  }
}
