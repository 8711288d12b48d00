package hubbub.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.phoenix.RawSocket;
import hubbub.session.Proxies;
import hubbub.session.SessionContext;
import hubbub.session.Uncounted;
import hubbub.topic.AddressPrefix;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How many connections one address may have that are not WebSockets yet: three, here.
class OpenConnectionsTest {
  private static final int MOST = 3;

  private final SessionContext sessionContext = LoneGateway.sessionContext(new Uncounted());
  private final Gateway gateway =
      new Gateway(
          sessionContext,
          new HandshakePolicy(
              LoneGateway.SITE,
              sessionContext.identities(),
              new Proxies(List.of(AddressPrefix.parse("192.0.2.1")), 32, 64)),
          Limits.DEFAULT,
          new Capacity(MOST, 1 << 20));
  private final List<EmbeddedChannel> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(EmbeddedChannel::finishAndReleaseAll);
  }

  private EmbeddedChannel connect(String from) {
    EmbeddedChannel channel =
        new EmbeddedChannel() {
          @Override
          protected SocketAddress remoteAddress0() {
            return new InetSocketAddress(from, 4711);
          }
        };
    channel.pipeline().addLast("http-server-codec", new HttpServerCodec());
    channel.pipeline().addLast("micronaut-inbound-handler", new ChannelInboundHandlerAdapter());
    gateway.watch(channel.pipeline());
    open.add(channel);
    return channel;
  }

  private void fill(String from) {
    for (int i = 0; i < MOST; i++) {
      assertTrue(connect(from).isOpen());
    }
  }

  @Test
  void one_more_is_closed() {
    fill("198.51.100.7");
    assertFalse(connect("198.51.100.7").isOpen());
    assertTrue(connect("198.51.100.8").isOpen());
  }

  @Test
  void one_that_is_closed_makes_room_for_one() {
    fill("198.51.100.7");
    var _ = open.getFirst().close();
    assertTrue(connect("198.51.100.7").isOpen());
    assertFalse(connect("198.51.100.7").isOpen());
  }

  @Test
  void one_that_becomes_a_websocket_makes_room_for_one() {
    fill("198.51.100.7");
    String handshake = RawSocket.handshake(80, "?vsn=2.0.0", "");
    open.getFirst().writeInbound(Unpooled.copiedBuffer(handshake, US_ASCII));
    assertEquals(1, gateway.connections());
    assertTrue(connect("198.51.100.7").isOpen());
    assertFalse(connect("198.51.100.7").isOpen());
  }

  @Test
  void trusted_proxies_and_this_machine_may_have_any_number() {
    for (int i = 0; i < 2 * MOST; i++) {
      assertTrue(connect("192.0.2.1").isOpen());
      assertTrue(connect("127.0.0.1").isOpen());
    }
  }
}
