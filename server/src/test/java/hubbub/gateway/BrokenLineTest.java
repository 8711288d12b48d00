package hubbub.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.fanout.Pumps;
import hubbub.identity.Identity;
import hubbub.session.Client;
import hubbub.session.Uncounted;
import hubbub.topic.MemberId;
import hubbub.wire.V2Json;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How a connection handles exceptions from its channel: a broken line is not a bug.
class BrokenLineTest {
  @AutoClose("finishAndReleaseAll")
  private final EmbeddedChannel channel = new EmbeddedChannel();

  private final LoopConnections connections =
      LoopConnections.start(channel.eventLoop(), Limits.DEFAULT, new InputBudget(1 << 20));

  @BeforeEach
  void open() {
    channel
        .pipeline()
        .addLast(
            new Connection(
                channel,
                new Pumps(),
                _ -> connections,
                new Connection.Guest(
                    LoneGateway.sessionContext(new Uncounted()),
                    new Client(
                        new Identity.Guest(new MemberId("g1"), Optional.empty(), false),
                        Optional.empty(),
                        new V2Json()),
                    false)));
  }

  private void assertClosedWithoutAWord(Exception fault) {
    channel.pipeline().fireExceptionCaught(fault);
    assertFalse(channel.isOpen());
    assertNull(channel.readOutbound());
  }

  @Test
  void a_peer_that_is_gone_is_left_without_a_word() {
    assertClosedWithoutAWord(new IOException("Connection reset by peer"));
  }

  @Test
  void a_peer_that_breaks_off_tls_is_left_without_a_word() {
    assertClosedWithoutAWord(new DecoderException(new SSLException("Received fatal alert")));
  }

  @Test
  void one_that_memory_runs_out_for_is_closed_at_once_and_may_come_back() {
    channel.pipeline().fireExceptionCaught(new OutOfMemoryError("none, as the test wants it"));
    assertFalse(channel.isOpen());
    ByteBuf close = channel.readOutbound();
    assertEquals(1013, close.getUnsignedShort(2));
    close.release();
  }

  @Test
  void a_bug_is_told_by_a_close() {
    channel
        .pipeline()
        .fireExceptionCaught(new IllegalStateException("a bug, as the test wants it"));
    assertTrue(channel.isOpen());
    ByteBuf close = channel.readOutbound();
    assertEquals(1011, close.getUnsignedShort(2));
    close.release();
  }
}
