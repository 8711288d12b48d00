package hubbub.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.http.AccountsContext;
import hubbub.http.ApiContext;
import hubbub.http.Certificates;
import hubbub.http.HttpContext;
import hubbub.http.Web;
import hubbub.phoenix.RawSocket;
import hubbub.phoenix.SelfSigned;
import hubbub.session.Proxies;
import hubbub.session.SessionContext;
import hubbub.session.Uncounted;
import hubbub.topic.AddressPrefix;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How a connection leaves the HTTP server's pipeline.
class TakeOverTest {
  private static final String METRICS = "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
  private static final String LIVE = "GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

  private final BlockingQueue<ChannelPipeline> pipelines = new LinkedBlockingQueue<>();
  private final CountDownLatch isAskedFor = new CountDownLatch(1);
  private final CountDownLatch mayAnswer = new CountDownLatch(1);
  private final Loops loops = Loops.open("auto", OptionalInt.of(1));
  private Web web;

  @BeforeEach
  void listen() throws Web.CannotListen {
    listen(Optional.empty());
  }

  private void listen(Optional<Certificates> certificates) throws Web.CannotListen {
    SessionContext sessionContext = LoneGateway.sessionContext(new Uncounted());
    Proxies none = new Proxies(List.of(), 32, 64);
    Gateway gateway =
        new Gateway(
            sessionContext,
            new HandshakePolicy(LoneGateway.SITE, sessionContext.identities(), none),
            Limits.DEFAULT,
            LoneGateway.CAPACITY);
    web =
        Web.prepare(
            new Web.Listening("127.0.0.1", 0, certificates, loops.group(), loops.transport()));
    web.listen(
        new Web.Pipelines(
            gateway::watchListener,
            pipeline -> {
              gateway.watch(pipeline);
              pipelines.add(pipeline);
            }),
        new HttpContext(
            sessionContext.topics(),
            () -> HttpContext.Phase.UP,
            () -> HttpContext.StoreState.NONE,
            this::metrics,
            new AccountsContext(
                Optional.empty(),
                Optional.empty(),
                AccountsContext.SignUp.OFF,
                false,
                (_, _) -> false),
            ApiContext.NONE,
            none,
            List.of(AddressPrefix.parse("127.0.0.1"))));
  }

  /// The answer to a request for metrics, which takes until the test lets it go.
  private String metrics() {
    try {
      isAskedFor.countDown();
      mayAnswer.await();
      return "answered";
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void stop() {
    web.close();
    loops.close();
  }

  @Test
  void nothing_of_http_is_left_behind() throws Exception {
    try (RawSocket socket =
        RawSocket.send(web.port(), RawSocket.handshake(web.port(), "?vsn=2.0.0", ""))) {
      assertTrue(socket.head().startsWith("HTTP/1.1 101"));
      isAnswered(socket);
      assertEquals(
          List.of("websocket-decoder", "connection"),
          List.copyOf(pipelines.take().toMap().keySet()));
    }
  }

  @Test
  void the_kernels_buffer_does_not_grow() throws Exception {
    try (RawSocket socket =
        RawSocket.send(web.port(), RawSocket.handshake(web.port(), "?vsn=2.0.0", ""))) {
      assertTrue(socket.head().startsWith("HTTP/1.1 101"));
      int bytes = pipelines.take().channel().config().getOption(ChannelOption.SO_SNDBUF);
      assertTrue(
          bytes == Web.SEND_BUFFER_BYTES || bytes == 2 * Web.SEND_BUFFER_BYTES, "bytes: " + bytes);
    }
  }

  @Test
  void of_tls_its_one_handler_stays() throws Exception {
    SelfSigned shown = SelfSigned.make("EC");
    web.close();
    listen(Optional.of(Certificates.read(shown.certificateFile(), shown.keyFile())));
    try (RawSocket socket =
        RawSocket.sendByTls(
            shown.trusting(), web.port(), RawSocket.handshake(web.port(), "?vsn=2.0.0", ""))) {
      assertTrue(socket.head().startsWith("HTTP/1.1 101"));
      isAnswered(socket);
      assertEquals(
          List.of("ssl", "websocket-decoder", "connection"),
          List.copyOf(pipelines.take().toMap().keySet()));
    }
  }

  @Test
  void a_connection_that_served_http_before_is_taken_over_too() throws IOException {
    try (RawSocket socket = RawSocket.send(web.port(), LIVE)) {
      String answer = socket.head();
      assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
      socket.in().readNBytes(lengthIn(answer));
      socket.bytes(RawSocket.handshake(web.port(), "?vsn=2.0.0", "").getBytes(US_ASCII));
      assertTrue(socket.head().startsWith("HTTP/1.1 101"));
      isAnswered(socket);
    }
  }

  @Test
  void the_deadline_stands_before_the_codec_and_the_handshake_behind_it() throws Exception {
    try (RawSocket socket = RawSocket.send(web.port(), LIVE)) {
      assertTrue(socket.head().startsWith("HTTP/1.1 200"));
      assertEquals(
          List.of(
              "idle-state",
              "hubbub-deadline",
              "http-server-codec",
              "hubbub-handshake",
              "micronaut-inbound-handler"),
          List.copyOf(pipelines.take().toMap().keySet()));
    }
  }

  @Test
  void a_handshake_waits_for_the_answers_to_requests_before_it() throws Exception {
    String both = METRICS + METRICS + RawSocket.handshake(web.port(), "?vsn=2.0.0", "");
    try (RawSocket socket = RawSocket.send(web.port(), both)) {
      isAskedFor.await();
      mayAnswer.countDown();
      for (int i = 0; i < 2; i++) {
        String answer = socket.head();
        assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
        assertEquals("answered", new String(socket.in().readNBytes(lengthIn(answer)), US_ASCII));
      }
      assertTrue(socket.head().startsWith("HTTP/1.1 101"));
      isAnswered(socket);
    }
  }

  @Test
  void a_refusal_waits_for_the_answers_to_requests_before_it() throws Exception {
    try (RawSocket socket = RawSocket.send(web.port(), METRICS + "GET / HTTP/1.1\r\n\r\n")) {
      isAskedFor.await();
      mayAnswer.countDown();
      String answer = socket.head();
      assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
      socket.in().readNBytes(lengthIn(answer));
      assertTrue(socket.head().startsWith("HTTP/1.1 400"));
    }
  }

  @Test
  void a_handshake_behind_the_last_request_of_a_connection_is_not_answered() throws Exception {
    String last = METRICS.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
    String handshake = RawSocket.handshake(web.port(), "?vsn=2.0.0", "");
    try (RawSocket socket = RawSocket.send(web.port(), last + handshake)) {
      isAskedFor.await();
      mayAnswer.countDown();
      assertTrue(socket.head().startsWith("HTTP/1.1 200"));
      assertEquals("answered", new String(socket.in().readAllBytes(), US_ASCII));
    }
  }

  @Test
  void nothing_may_follow_a_handshake_that_waits() throws Exception {
    String all = METRICS + RawSocket.handshake(web.port(), "?vsn=2.0.0", "") + LIVE;
    try (RawSocket socket = RawSocket.send(web.port(), all)) {
      isAskedFor.await();
      mayAnswer.countDown();
      String answer = socket.head();
      assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
      socket.in().readNBytes(lengthIn(answer));
      assertTrue(socket.head().startsWith("HTTP/1.1 400"));
      socket.in().readAllBytes();
    }
  }

  private static int lengthIn(String head) {
    return Integer.parseInt(head.replaceFirst("(?is).*content-length: (\\d+).*", "$1"));
  }

  private static void isAnswered(RawSocket socket) throws IOException {
    socket.text("[null,\"1\",\"phoenix\",\"heartbeat\",{}]");
    assertTrue(socket.next().text().contains("phx_reply"));
  }
}
