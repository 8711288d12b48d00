package hubbub.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.fanout.Pumps;
import hubbub.phoenix.RawSocket;
import hubbub.session.Client;
import hubbub.session.Identity;
import hubbub.session.Proxies;
import hubbub.session.SessionContext;
import hubbub.session.Uncounted;
import hubbub.topic.MemberId;
import hubbub.topic.Rank;
import hubbub.wire.V2Json;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// When the connections of a loop are told to come back, on a clock that the test moves.
class DrainTest {
  private static final LoopDrain.Plan DEFAULT =
      LoopDrain.Plan.within(Duration.ofSeconds(8), Limits.DEFAULT.closing());

  private static final Client ANN =
      new Client(
          new Identity(new MemberId("g1"), Optional.empty(), false, Rank.GUEST),
          Optional.empty(),
          new V2Json());

  private final MockTicker clock = Ticker.newMockTicker();
  private final Pumps pumps = new Pumps();

  /// Its loop is the one that is drained.
  @AutoClose("finishAndReleaseAll")
  private final EmbeddedChannel channel = EmbeddedChannel.builder().ticker(clock).build();

  private final LoopConnections connections =
      LoopConnections.start(channel.eventLoop(), Limits.DEFAULT, new InputBudget(1 << 20));
  private final PendingTopics topics = new PendingTopics();
  private final SessionContext sessionContext = LoneGateway.sessionContext(topics, new Uncounted());

  /// Has connections of its own.
  private final Gateway gateway =
      new Gateway(
          sessionContext,
          new HandshakePolicy(
              LoneGateway.SITE, true, sessionContext.guests(), new Proxies(List.of(), 32, 64)),
          Limits.DEFAULT,
          LoneGateway.CAPACITY);

  private final List<EmbeddedChannel> clients = new ArrayList<>();
  private int told;

  private EmbeddedChannel connect() {
    EmbeddedChannel client = EmbeddedChannel.builder().ticker(clock).build();
    clients.add(client);
    client
        .pipeline()
        .addLast(
            new Connection(
                client, pumps, _ -> connections, new Connection.Guest(sessionContext, ANN, false)));
    return client;
  }

  private void connect(int count) {
    for (int i = 0; i < count; i++) {
      connect();
    }
  }

  private void drain(LoopDrain.Plan plan) {
    sessionContext.draining().begin();
    var _ = connections.drain(plan);
    channel.runPendingTasks();
  }

  private void tick() {
    clock.advance(LoopDrain.TICK_NANOS, TimeUnit.NANOSECONDS);
    channel.runPendingTasks();
  }

  private void ticks(int count) {
    for (int i = 0; i < count; i++) {
      tick();
    }
  }

  /// How many clients have been told after `ticks` more, all of which answer within a tick.
  private int toldAfter(int ticks) {
    told();
    for (int i = 0; i < ticks; i++) {
      tick();
      told();
    }
    return told;
  }

  /// How many clients have been told so far; those told now answer at once.
  private int told() {
    for (EmbeddedChannel client : clients) {
      if (client.isOpen() && frames(client).contains("1012 restarting")) {
        told++;
        client.writeInbound(new CloseWebSocketFrame(1012, ""));
      }
    }
    return told;
  }

  /// The frames sent to a client since the last look: their text, or code and text of a close.
  private static List<String> frames(EmbeddedChannel client) {
    client.runPendingTasks();
    List<String> frames = new ArrayList<>();
    for (ByteBuf sent = client.readOutbound(); sent != null; sent = client.readOutbound()) {
      while (sent.isReadable()) {
        int opcode = sent.readByte() & 0xf;
        int length = sent.readByte();
        length = length == 126 ? sent.readUnsignedShort() : length;
        String code = opcode == 8 ? sent.readUnsignedShort() + " " : "";
        int textLength = opcode == 8 ? length - 2 : length;
        frames.add(code + sent.readCharSequence(textLength, StandardCharsets.UTF_8));
      }
      sent.release();
    }
    return frames;
  }

  private static void push(EmbeddedChannel client, String event, String payload) {
    client.writeInbound(
        new TextWebSocketFrame("[\"1\",\"7\",\"room:a\",\"" + event + "\"," + payload + "]"));
    client.runPendingTasks();
  }

  @AfterEach
  void close() {
    clients.forEach(EmbeddedChannel::finishAndReleaseAll);
  }

  @Nested
  class Batches {
    @Test
    void of_few_are_over_within_a_tick_or_two() {
      connect(40);
      drain(DEFAULT);
      assertEquals(20, told());
      tick();
      assertEquals(40, told());
    }

    @Test
    void of_many_are_even_and_the_last_leaves_time_to_close() {
      connect(1140);
      drain(DEFAULT);
      assertEquals(20, told());
      int half = toldAfter(28);
      assertTrue(half > 550 && half < 600, "told: " + half);
      assertTrue(toldAfter(27) < 1140);
      assertEquals(1140, toldAfter(1));
      assertEquals(Duration.ofMillis(5_600), DEFAULT.spread());
    }

    @Test
    void are_as_big_as_need_be() {
      connect(3000);
      drain(DEFAULT);
      assertEquals(53, told());
      assertEquals(3000, toldAfter(56));
    }

    @Test
    void leave_those_alone_that_wait() {
      connect(40);
      EmbeddedChannel last = connect();
      drain(DEFAULT);
      tick();
      last.writeInbound(new TextWebSocketFrame("[null,\"1\",\"phoenix\",\"heartbeat\",{}]"));
      assertTrue(frames(last).getFirst().contains("phx_reply"));
    }

    @Test
    void include_one_that_comes_from_another_loop_meanwhile() {
      EmbeddedChannel moving = connect();
      moving.pipeline().fireChannelUnregistered();
      drain(DEFAULT);
      tick();
      assertEquals(0, told());
      moving.pipeline().fireChannelRegistered();
      tick();
      assertEquals(1, told());
    }

    private EmbeddedChannel connectByGateway() {
      EmbeddedChannel client = EmbeddedChannel.builder().ticker(clock).build();
      clients.add(client);
      client
          .pipeline()
          .addLast(
              gateway.open(
                  client,
                  new HandshakePolicy.Admitted(
                      ANN, "accepted", Optional.empty(), Optional.empty())));
      return client;
    }

    @Test
    void include_one_that_comes_to_a_loop_that_had_none() {
      assertEquals(0, gateway.drain(Duration.ofSeconds(8)).told());
      var _ = connectByGateway();
      clock.advance(LoopDrain.TICK_NANOS, TimeUnit.NANOSECONDS);
      assertEquals(1, told());
    }

    @Test
    void are_not_over_while_one_is_between_two_loops() {
      EmbeddedChannel moving = connectByGateway();
      assertTrue(gateway.enter(moving));
      moving.pipeline().fireChannelUnregistered();
      assertEquals(1, gateway.connections());
      moving.close().syncUninterruptibly();
      assertEquals(0, gateway.connections());
    }

    @Test
    void are_one_if_there_is_no_time() {
      connect(500);
      drain(LoopDrain.Plan.within(Duration.ZERO, Limits.DEFAULT.closing()));
      assertEquals(500, told());
    }

    @Test
    void are_one_once_somebody_is_in_a_hurry() {
      connect(500);
      drain(DEFAULT);
      assertEquals(20, told());
      drain(LoopDrain.Plan.AT_ONCE);
      assertEquals(500, told());
    }
  }

  @Nested
  class A_handshake {
    private static final String HTTP = "micronaut-inbound-handler";
    private static final String REQUEST = "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

    private final EmbeddedChannel client = new EmbeddedChannel();

    private void send(String text) {
      client.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    /// Answers the request before the handshake, as the HTTP server would.
    private void answer() {
      var _ =
          client
              .pipeline()
              .context(HTTP)
              .writeAndFlush(
                  new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
      client.runPendingTasks();
    }

    private String sent() {
      StringBuilder all = new StringBuilder();
      for (ByteBuf sent = client.readOutbound(); sent != null; sent = client.readOutbound()) {
        all.append(sent.toString(StandardCharsets.US_ASCII));
        sent.release();
      }
      return all.toString();
    }

    @Test
    void that_has_to_wait_while_the_server_begins_to_stop_is_refused() {
      clients.add(client);
      client.pipeline().addLast("http-server-codec", new HttpServerCodec());
      client.pipeline().addLast(HTTP, new ChannelInboundHandlerAdapter());
      gateway.watch(client.pipeline());
      send(REQUEST + RawSocket.handshake(80, "?vsn=2.0.0", ""));
      assertEquals("", sent());
      sessionContext.draining().begin();
      answer();
      String sent = sent();
      assertTrue(sent.startsWith("HTTP/1.1 200"), sent);
      assertTrue(sent.contains("HTTP/1.1 503"), sent);
      assertEquals(0, gateway.connections());
    }
  }

  @Nested
  class One_whose_turn_has_come {
    private final EmbeddedChannel ann = connect();

    private void join() {
      push(ann, "phx_join", "{}");
      topics.letIn();
      assertTrue(frames(ann).getFirst().contains("\"ok\""));
    }

    private void say() {
      push(ann, "send", "{\"body\":\"hello\"}");
    }

    @Test
    void gets_the_answer_to_what_is_under_way_and_then_1012() {
      join();
      say();
      drain(DEFAULT);
      tick();
      assertEquals(List.of(), frames(ann));
      topics.answer();
      List<String> last = frames(ann);
      assertEquals(2, last.size(), last::toString);
      assertTrue(last.getFirst().contains("\"ok\""), last::toString);
      assertEquals("1012 restarting", last.getLast());
    }

    @Test
    void is_refused_what_it_still_asks_for() {
      join();
      say();
      drain(DEFAULT);
      say();
      push(ann, "phx_join", "{}");
      ann.writeInbound(new TextWebSocketFrame("[null,\"1\",\"phoenix\",\"heartbeat\",{}]"));
      List<String> answers = frames(ann);
      assertEquals(3, answers.size(), answers::toString);
      assertTrue(answers.get(0).contains("shutting_down"), answers::toString);
      assertTrue(answers.get(1).contains("shutting_down"), answers::toString);
      assertTrue(answers.get(2).contains("\"ok\""), answers::toString);
      assertEquals(1, topics.commands());
    }

    @Test
    void is_told_after_a_second_if_its_topic_does_not_answer() {
      join();
      say();
      drain(DEFAULT);
      ticks(9);
      assertEquals(List.of(), frames(ann));
      tick();
      assertEquals(List.of("1012 restarting"), frames(ann));
    }

    @Test
    void is_told_at_once_if_somebody_is_in_a_hurry() {
      join();
      say();
      drain(DEFAULT);
      assertEquals(List.of(), frames(ann));
      drain(LoopDrain.Plan.AT_ONCE);
      assertEquals(List.of("1012 restarting"), frames(ann));
    }

    @Test
    void is_closed_a_second_later_if_it_does_not_answer_the_close() {
      ticks(5);
      drain(DEFAULT);
      ticks(9);
      assertTrue(ann.isOpen());
      tick();
      assertFalse(ann.isOpen());
    }
  }
}
