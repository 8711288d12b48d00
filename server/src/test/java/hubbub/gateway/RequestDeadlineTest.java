package hubbub.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.phoenix.RawSocket;
import hubbub.session.Proxies;
import hubbub.session.SessionContext;
import hubbub.session.Uncounted;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// How long a client may take to send a request, on a clock that the test moves.
class RequestDeadlineTest {
  private static final String HEAD = "GET / HTTP/1.1\r\nHost: x\r\n";

  private static final String HANDSHAKE = RawSocket.handshake(80, "?vsn=2.0.0", "");

  private final EmbeddedChannel client = connect();

  private static EmbeddedChannel connect() {
    SessionContext sessionContext = LoneGateway.sessionContext(new Uncounted());
    HandshakePolicy policy =
        new HandshakePolicy(
            LoneGateway.SITE, sessionContext.identities(), new Proxies(List.of(), 32, 64));
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.freezeTime();
    channel.pipeline().addLast("http-server-codec", new HttpServerCodec());
    channel.pipeline().addLast("micronaut-inbound-handler", new Answering());
    new Gateway(sessionContext, policy, Limits.DEFAULT, LoneGateway.CAPACITY)
        .watch(channel.pipeline());
    return channel;
  }

  /// Answers each request once it is whole.
  private static final class Answering extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ReferenceCountUtil.release(message);
      if (message instanceof LastHttpContent) {
        var _ =
            context.writeAndFlush(
                new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.EMPTY_BUFFER));
      }
    }
  }

  private void send(String text) {
    client.writeInbound(Unpooled.copiedBuffer(text, US_ASCII));
  }

  private void pass(long seconds) {
    client.advanceTimeBy(seconds, TimeUnit.SECONDS);
    client.runScheduledPendingTasks();
  }

  private String received() {
    StringBuilder all = new StringBuilder();
    for (ByteBuf each = client.readOutbound(); each != null; each = client.readOutbound()) {
      all.append(each.toString(US_ASCII));
      each.release();
    }
    return all.toString();
  }

  @Test
  void headers_that_trickle_in_are_given_up_after_ten_seconds() {
    for (int second = 0; second < 9; second++) {
      send(HEAD.substring(second, second + 1));
      pass(1);
    }
    assertTrue(client.isOpen());
    pass(1);
    assertTrue(received().startsWith("HTTP/1.1 408"));
    assertFalse(client.isOpen());
  }

  @Test
  void a_body_that_trickles_in_is_given_up_after_thirty_seconds() {
    send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int second = 0; second < 29; second++) {
      send("1\r\nx\r\n");
      pass(1);
    }
    assertTrue(client.isOpen());
    pass(1);
    assertEquals("", received());
    assertFalse(client.isOpen());
  }

  @Test
  void each_request_has_its_own_time() {
    for (int request = 0; request < 5; request++) {
      send(HEAD);
      pass(9);
      send("\r\n");
      assertTrue(received().startsWith("HTTP/1.1 200"));
      pass(25);
    }
    assertTrue(client.isOpen());
  }

  @Test
  void a_handshake_has_no_body_to_wait_for() {
    send(HANDSHAKE.replace("\r\n\r\n", "\r\nContent-Length: 1000000\r\n\r\n"));
    assertTrue(received().startsWith("HTTP/1.1 400"));
    assertFalse(client.isOpen());
  }

  @Test
  void is_over_with_the_handshake() {
    send(HANDSHAKE);
    assertTrue(received().startsWith("HTTP/1.1 101"));
    assertEquals(
        List.of("websocket-decoder", "connection"),
        List.copyOf(client.pipeline().toMap().keySet()));
  }
}
