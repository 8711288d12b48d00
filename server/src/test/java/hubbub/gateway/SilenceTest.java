package hubbub.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.fanout.Pumps;
import hubbub.identity.Identity;
import hubbub.session.Client;
import hubbub.session.SessionContext;
import hubbub.session.Uncounted;
import hubbub.topic.MemberId;
import hubbub.wire.V2Json;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// How long a connection may be silent, on a clock that the test moves. Silence while the
/// connection is not being read from does not count.
class SilenceTest {
  private static final int PING = 0x89;
  private static final int CLOSE = 0x88;

  private final MockTicker clock = Ticker.newMockTicker();

  @AutoClose("finishAndReleaseAll")
  private final EmbeddedChannel channel = EmbeddedChannel.builder().ticker(clock).build();

  private final LoopConnections connections =
      LoopConnections.start(channel.eventLoop(), Limits.DEFAULT, new InputBudget(1 << 20));
  private final Connection connection = connection(channel, new Uncounted());

  private Connection connection(EmbeddedChannel on, SessionContext.Traffic traffic) {
    return new Connection(
        on,
        new Pumps(),
        _ -> connections,
        new Connection.Guest(
            LoneGateway.sessionContext(traffic),
            new Client(
                new Identity.Guest(new MemberId("g1"), Optional.empty(), false),
                Optional.empty(),
                new V2Json()),
            false));
  }

  @BeforeEach
  void open() {
    channel.pipeline().addLast(connection);
  }

  private void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      clock.advance(1, TimeUnit.SECONDS);
      channel.runPendingTasks();
    }
  }

  /// The first byte of the next frame sent to the client; 0 if there is none.
  private int next() {
    ByteBuf frame = channel.readOutbound();
    if (frame == null) {
      return 0;
    }
    int first = frame.getUnsignedByte(0);
    frame.release();
    return first;
  }

  private void say(String text) {
    channel.writeInbound(new TextWebSocketFrame(text));
  }

  /// Asks the client for a sign of life within 5 s.
  private void challenge() {
    connection.liveness().challenge(5_000, clock.nanoTime());
  }

  /// Writes more to the socket than it may hold, which it does not take yet.
  private void lag() {
    connection.outlet().write(new byte[64 * 1024 + 1]);
    assertFalse(channel.isWritable());
  }

  private void drain() {
    channel.flush();
    channel.releaseOutbound();
  }

  @Nested
  class OfOneThatIsReadFrom {
    @Test
    void may_last_a_minute() {
      pass(59);
      assertEquals(0, next());
      pass(2);
      assertEquals(CLOSE, next());
    }

    @Test
    void ends_with_any_frame() {
      for (int i = 0; i < 5; i++) {
        pass(59);
        channel.writeInbound(new PongWebSocketFrame());
      }
      pass(59);
      assertEquals(0, next());
    }

    @Test
    void may_last_five_seconds_once_it_was_asked_for_a_sign_of_life() {
      challenge();
      assertEquals(PING, next());
      pass(4);
      assertEquals(0, next());
      pass(2);
      assertEquals(CLOSE, next());
    }

    @Test
    void ends_with_any_answer() {
      challenge();
      assertEquals(PING, next());
      channel.writeInbound(new PongWebSocketFrame());
      pass(30);
      assertEquals(0, next());
    }
  }

  @Nested
  class OfOneThatLags {
    @Test
    void is_not_asked_about_before_it_has_drained() {
      lag();
      challenge();
      pass(20);
      drain();
      pass(1);
      assertEquals(PING, next());
      say("[null,\"1\",\"phoenix\",\"heartbeat\",{}]");
      pass(10);
      assertEquals(0x81, next());
      assertEquals(0, next());
    }

    @Test
    void does_not_count_against_one_who_was_asked_before() {
      challenge();
      assertEquals(PING, next());
      lag();
      pass(20);
      drain();
      channel.writeInbound(new PongWebSocketFrame());
      pass(10);
      assertEquals(0, next());
    }
  }

  @Nested
  class OfOneThatHasTooMuchUnderWay {
    @Test
    void counts_from_when_it_is_read_again() {
      connection.outlet().pauseReading(true);
      pass(300);
      connection.outlet().pauseReading(false);
      pass(58);
      assertEquals(0, next());
      pass(3);
      assertEquals(CLOSE, next());
    }

    @Test
    void is_not_asked_about_before() {
      connection.outlet().pauseReading(true);
      challenge();
      pass(300);
      assertEquals(0, next());
      connection.outlet().pauseReading(false);
      pass(1);
      assertEquals(PING, next());
      pass(6);
      assertEquals(CLOSE, next());
    }
  }

  @Nested
  class WhileTheLoopStandsStill {
    private void standStill(int seconds) {
      clock.advance(seconds, TimeUnit.SECONDS);
      channel.runPendingTasks();
    }

    @Test
    void does_not_count() {
      standStill(62);
      assertEquals(0, next());
      pass(58);
      assertEquals(0, next());
      pass(2);
      assertEquals(CLOSE, next());
    }

    @Test
    void does_not_count_for_one_that_was_asked_for_a_sign_of_life() {
      challenge();
      assertEquals(PING, next());
      standStill(62);
      assertEquals(0, next());
      pass(5);
      assertEquals(CLOSE, next());
    }

    @Test
    void does_not_count_for_one_that_takes_nothing() {
      lag();
      standStill(62);
      assertFalse(connection.isClosing());
      pass(31);
      assertTrue(connection.isClosing());
    }
  }

  @Nested
  class OfOneThatABugMeets {
    @Test
    void ends_it_and_lets_its_neighbours_be_looked_after() {
      EmbeddedChannel other = EmbeddedChannel.builder().ticker(clock).build();
      other.pipeline().addLast(connection(other, new Miscounted()));
      pass(61);
      assertFalse(other.isOpen());
      assertEquals(CLOSE, next());
      pass(2);
      assertFalse(channel.isOpen());
    }
  }

  /// A bug on purpose.
  private static final class Miscounted extends Uncounted {
    @Override
    public void memberships(int change) {
      throw new IllegalStateException("a bug, as the test wants it");
    }
  }
}
