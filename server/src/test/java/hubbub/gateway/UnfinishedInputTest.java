package hubbub.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.fanout.Pumps;
import hubbub.identity.Identity;
import hubbub.phoenix.RawSocket;
import hubbub.session.Client;
import hubbub.session.Uncounted;
import hubbub.topic.AddressPrefix;
import hubbub.topic.MemberId;
import hubbub.wire.V2Json;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What becomes of messages that do not end: how much memory they may take, and for how long.
class UnfinishedInputTest {
  private static final int BUDGET_BYTES = 1024 * 1024;

  /// So many unfinished messages of [#MESSAGE] fit into the budget.
  private static final int FIT = 17;

  private static final byte[] MESSAGE =
      RawSocket.masked(
          0x81,
          "[null,\"1\",\"phoenix\",\"heartbeat\",{\"x\":\"%s\"}]"
              .formatted("x".repeat(60_000))
              .getBytes(StandardCharsets.UTF_8));
  private static final byte[] PART = Arrays.copyOf(MESSAGE, MESSAGE.length - 1);
  private static final byte[] END = {MESSAGE[MESSAGE.length - 1]};

  private final MockTicker clock = Ticker.newMockTicker();
  private final EmbeddedChannel first = EmbeddedChannel.builder().ticker(clock).build();
  private final LoopConnections connections =
      LoopConnections.start(first.eventLoop(), Limits.DEFAULT, new InputBudget(BUDGET_BYTES));
  private final List<EmbeddedChannel> open = new ArrayList<>();

  private EmbeddedChannel connect(String address) {
    return connect(
        EmbeddedChannel.builder().ticker(clock).build(), Optional.of(AddressPrefix.parse(address)));
  }

  /// Connects from an address that no other has.
  private EmbeddedChannel connect() {
    return connect("198.18.0." + open.size());
  }

  private EmbeddedChannel connect(EmbeddedChannel channel, Optional<AddressPrefix> address) {
    Connection connection =
        new Connection(
            channel,
            new Pumps(),
            _ -> connections,
            new Connection.Guest(
                LoneGateway.sessionContext(new Uncounted()),
                new Client(
                    new Identity.Guest(new MemberId("g1"), Optional.empty(), false),
                    address,
                    new V2Json()),
                false));
    channel.pipeline().addLast(connection.decoder());
    channel.pipeline().addLast(connection);
    open.add(channel);
    return channel;
  }

  @AfterEach
  void close() {
    open.forEach(EmbeddedChannel::finishAndReleaseAll);
  }

  private static void send(EmbeddedChannel to, byte... bytes) {
    to.writeInbound(Unpooled.copiedBuffer(bytes));
  }

  private static int firstByteTo(EmbeddedChannel client) {
    ByteBuf frame = client.readOutbound();
    int first = frame == null ? 0 : frame.getUnsignedByte(0);
    if (frame != null) {
      frame.release();
    }
    return first;
  }

  private static int closeCodeTo(EmbeddedChannel client) {
    ByteBuf close = client.readOutbound();
    try {
      assertEquals(0x88, close.getUnsignedByte(0));
      return close.getUnsignedShort(2);
    } finally {
      close.release();
    }
  }

  @Nested
  class Memory {
    private void fill(byte[] part) {
      for (int i = 0; i < FIT; i++) {
        send(connect(), part);
      }
      assertTrue(open.stream().allMatch(EmbeddedChannel::isOpen));
    }

    private void assertOnlyTheFirstIsClosed() {
      assertEquals(1013, closeCodeTo(open.getFirst()));
      assertFalse(open.getFirst().isOpen());
      assertTrue(open.stream().skip(1).allMatch(EmbeddedChannel::isOpen));
    }

    @Test
    void when_it_is_full_closes_the_one_that_has_been_unfinished_longest_at_once() {
      fill(PART);
      send(connect(), PART);
      assertOnlyTheFirstIsClosed();
    }

    @Test
    void counts_fragments_too() {
      fill(RawSocket.masked(0x01, new byte[60_000]));
      send(connect(), RawSocket.masked(0x01, new byte[60_000]));
      assertOnlyTheFirstIsClosed();
    }

    @Test
    void is_given_back_when_a_message_is_whole() {
      for (int i = 0; i < 2 * FIT; i++) {
        EmbeddedChannel client = connect();
        send(client, PART);
        send(client, END);
        assertEquals(0x81, firstByteTo(client));
      }
      assertTrue(open.stream().allMatch(EmbeddedChannel::isOpen));
    }

    @Test
    void is_given_back_when_a_connection_is_closed() {
      for (int i = 0; i < 2 * FIT; i++) {
        EmbeddedChannel client = connect();
        send(client, PART);
        assertEquals(0, firstByteTo(client));
        var _ = client.close();
        assertEquals(0, firstByteTo(client));
      }
    }

    @Test
    void closes_one_that_began_another_message_last() {
      fill(PART);
      send(open.getFirst(), END);
      send(open.getFirst(), PART);
      assertEquals(0x81, firstByteTo(open.getFirst()));
      send(connect(), PART);
      assertTrue(open.getFirst().isOpen());
      assertEquals(1013, closeCodeTo(open.get(1)));
    }

    @Test
    void may_be_taken_by_one_address_up_to_a_quarter() {
      EmbeddedChannel neighbour = connect();
      send(neighbour, PART);
      List<EmbeddedChannel> ofOne = new ArrayList<>();
      for (int i = 0; i < FIT / 4 + 1; i++) {
        ofOne.add(connect("203.0.113.1"));
        send(ofOne.getLast(), PART);
      }
      assertEquals(1013, closeCodeTo(ofOne.getFirst()));
      assertTrue(ofOne.stream().skip(1).allMatch(EmbeddedChannel::isOpen));
      assertTrue(neighbour.isOpen());
    }
  }

  @Nested
  class Time {
    private final EmbeddedChannel client = connect(first, Optional.empty());

    private void pass(int seconds) {
      for (int i = 0; i < seconds; i++) {
        clock.advance(1, TimeUnit.SECONDS);
        client.runPendingTasks();
      }
    }

    /// Sends a byte a second.
    private void trickle(int from, int to) {
      for (int i = from; i < to; i++) {
        send(client, MESSAGE[i]);
        pass(1);
      }
    }

    @Test
    void is_half_a_minute_for_a_message_whose_bytes_trickle_in() {
      trickle(0, 29);
      assertEquals(0, firstByteTo(client));
      trickle(29, 31);
      assertEquals(1008, closeCodeTo(client));
    }

    @Test
    void begins_with_the_first_byte() {
      send(client, MESSAGE[0]);
      pass(31);
      assertEquals(1008, closeCodeTo(client));
    }

    @Test
    void does_not_begin_again_with_each_fragment_or_ping() {
      send(client, RawSocket.masked(0x01, new byte[1]));
      for (int i = 0; i < 29; i++) {
        pass(1);
        send(client, RawSocket.masked(0x00, new byte[1]));
        send(client, RawSocket.masked(0x89, new byte[0]));
        assertEquals(0x8a, firstByteTo(client));
      }
      pass(2);
      assertEquals(1008, closeCodeTo(client));
    }

    @Test
    void is_not_silence() {
      pass(50);
      trickle(0, 29);
      assertEquals(0, firstByteTo(client));
      send(client, Arrays.copyOfRange(MESSAGE, 29, MESSAGE.length));
      assertEquals(0x81, firstByteTo(client));
      pass(58);
      assertEquals(0, firstByteTo(client));
    }
  }
}
