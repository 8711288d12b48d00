package hubbub.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.fanout.Log;
import hubbub.fanout.Pumps;
import hubbub.fanout.TopicLogs;
import hubbub.session.EmptyTopic;
import hubbub.session.NoTopics;
import hubbub.session.Uncounted;
import hubbub.session.guard.JoinAllowance;
import hubbub.topic.KindSettings;
import hubbub.topic.MembershipId;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.TopicName;
import hubbub.topic.Visitor;
import hubbub.topic.port.Feed;
import hubbub.topic.port.Spectator;
import hubbub.topic.port.Topics;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An event stream as time passes, on a clock that the test moves.
class EventConnectionTest {
  private static final TopicName TOPIC = new TopicName("room:a");

  private final MockTicker clock = Ticker.newMockTicker();

  @AutoClose("finishAndReleaseAll")
  private final EmbeddedChannel channel = EmbeddedChannel.builder().ticker(clock).build();

  private final LoopConnections connections =
      LoopConnections.start(channel.eventLoop(), Limits.DEFAULT, new InputBudget(1 << 20));
  private Optional<Reason> end = Optional.empty();
  private boolean isStopped;
  private Optional<Spectator> watching = Optional.empty();
  private final EventConnection connection =
      new EventConnection(
          channel,
          connections,
          new HandshakePolicy.AdmittedReader(
              new EventsPolicy.Wanted(
                  TOPIC, Optional.empty(), JoinAllowance.begin(Optional.empty(), 0), () -> end),
              Optional.empty(),
              Optional.empty()),
          new EventConnection.NodeContext(
              LoneGateway.sessionContext(new OneTopic(), new Uncounted()), new Pumps()));

  /// A topic that everybody may watch, and in which nothing happens.
  private final class OneTopic extends NoTopics {
    @Override
    public Topics.Watching watch(
        TopicName topic, MembershipId id, Optional<Visitor> visitor, Spectator spectator) {
      EmptyTopic empty = EmptyTopic.named(topic.value(), 0);
      Log log = new TopicLogs().open(topic, KindSettings.DEFAULT);
      log.publish(empty.snapshot());
      watching = Optional.of(spectator);
      spectator.watching(new Feed.Start(log, empty.snapshot(), List.of(), List.of()), 0);
      return new Topics.Watching() {
        @Override
        public void resync() {}

        @Override
        public void stop() {
          isStopped = true;
        }
      };
    }
  }

  @BeforeEach
  void begin() {
    channel.pipeline().addLast(connection);
    connection.start();
    channel.runPendingTasks();
    assertTrue(written().startsWith("HTTP/1.1 200 OK\r\n"));
  }

  private void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      clock.advance(1, TimeUnit.SECONDS);
      channel.runPendingTasks();
    }
  }

  /// What was sent since the last look.
  private String written() {
    StringBuilder text = new StringBuilder();
    for (ByteBuf each = channel.readOutbound(); each != null; each = channel.readOutbound()) {
      text.append(each.toString(StandardCharsets.UTF_8));
      each.release();
    }
    return text.toString();
  }

  @Test
  void has_a_comment_every_fifteen_seconds() {
    pass(14);
    assertEquals("", written());
    pass(2);
    assertEquals(":\n\n", written());
    pass(30);
    assertEquals(":\n\n:\n\n", written());
  }

  @Test
  void is_closed_once_what_the_client_showed_is_no_longer_good() {
    end = Optional.of(Reason.TOKEN_EXPIRED);
    pass(16);
    assertTrue(written().contains("event: closed\ndata: {\"reason\":\"token_expired\"}\n\n"));
    assertFalse(channel.isOpen());
    assertTrue(isStopped);
  }

  @Test
  void is_closed_when_the_client_has_taken_nothing_for_thirty_seconds() {
    var _ = channel.write(Unpooled.wrappedBuffer(new byte[100_000]), channel.voidPromise());
    pass(29);
    assertTrue(channel.isOpen());
    pass(3);
    assertFalse(channel.isOpen());
    assertTrue(isStopped);
  }

  @Test
  void asks_the_client_to_come_back_when_the_server_stops() {
    connection.drain(clock.nanoTime());
    assertTrue(written().matches("retry: [0-9]{4}\n\n"));
    assertFalse(channel.isOpen());
  }

  @Test
  void asks_the_client_to_come_back_after_a_bug_since_browsers_give_up_what_is_closed() {
    watching.orElseThrow().ended(Refusal.of(Reason.UNAVAILABLE), 0);
    channel.runPendingTasks();
    assertTrue(written().matches("retry: [12][0-9]{3}\n\n"));
    assertFalse(channel.isOpen());
  }

  @Test
  void is_closed_when_the_topic_is_over() {
    watching.orElseThrow().ended(Refusal.of(Reason.NO_SUCH_TOPIC), 0);
    channel.runPendingTasks();
    assertEquals("event: closed\ndata: {\"reason\":\"no_such_topic\"}\n\n", written());
    assertFalse(channel.isOpen());
  }

  @Test
  void ignores_what_the_client_sends_after_its_request() {
    channel.writeInbound(Unpooled.wrappedBuffer(new byte[10]));
    assertTrue(channel.isOpen());
  }
}
