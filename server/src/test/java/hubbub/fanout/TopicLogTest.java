package hubbub.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.Change;
import hubbub.topic.Epoch;
import hubbub.topic.Event;
import hubbub.topic.KindSettings;
import hubbub.topic.Lock;
import hubbub.topic.Snapshot;
import hubbub.topic.TopicFilter;
import hubbub.topic.TopicName;
import hubbub.topic.TopicSettings;
import hubbub.topic.extension.Payload;
import hubbub.topic.port.Feed.Frame;
import hubbub.wire.Deflating;
import hubbub.wire.ServerFrames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TopicLogTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final TopicName TOPIC = new TopicName("room:log");

  private final AtomicLong nanos = new AtomicLong();
  private final LogBudget budget = budget(Long.MAX_VALUE);
  private final TopicLog log = open(budget);

  /// A budget that only the test sweeps.
  private LogBudget budget(long limitBytes) {
    return new LogBudget(limitBytes, nanos::get, _ -> {});
  }

  private static TopicLog open(LogBudget budget) {
    return new TopicLog(TOPIC, KindSettings.DEFAULT, budget);
  }

  private static Snapshot snapshot(long seq) {
    return new Snapshot(
        TOPIC,
        new Epoch("epoch"),
        seq,
        seq,
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Lock.OPEN,
        List.of(),
        1,
        0,
        false,
        false,
        TopicSettings.About.NONE,
        TopicFilter.NONE);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
    budget.sweep();
  }

  private static long standing(TopicLog log) {
    return LongStream.range(0, log.head()).filter(pos -> log.read(pos) != null).count();
  }

  private static void fill(TopicLog log, int frames, int bytes) {
    for (int i = 0; i < frames; i++) {
      log.append(told(log.head() + 1, new byte[bytes]));
    }
  }

  static Change told(long seq, byte[] frame) {
    Event event = new Event.Custom("tick", Payload.EMPTY, Optional.empty());
    return new Change(seq, seq, 0, null, event, frame);
  }

  private static Change told(long seq) {
    return told(seq, ("frame " + seq).getBytes(StandardCharsets.UTF_8));
  }

  private void append(long from, long to) {
    LongStream.rangeClosed(from, to).mapToObj(TopicLogTest::told).forEach(log::append);
  }

  private List<Long> seqsSince(long seq, long end) {
    return log.since(seq, end).orElseThrow().stream().map(Frame::seq).toList();
  }

  @Nested
  class Since {
    @Test
    void answers_exactly_what_was_told_after_a_seq() {
      append(1, 5);
      assertEquals(List.of(3L, 4L, 5L), seqsSince(2, log.head()));
      assertEquals(List.of(), seqsSince(5, log.head()));
      assertEquals(List.of(1L, 2L, 3L, 4L, 5L), seqsSince(0, log.head()));
    }

    @Test
    void stops_at_its_end() {
      append(1, 3);
      long end = log.head();
      append(4, 6);
      assertEquals(List.of(2L, 3L), seqsSince(1, end));
    }

    @Test
    void leaves_out_frames_that_are_not_events() {
      append(1, 2);
      log.announce(new byte[] {1});
      append(3, 3);
      log.announce(new byte[] {2});
      assertEquals(List.of(2L, 3L), seqsSince(1, log.head()));
    }

    @Test
    void is_empty_when_the_log_no_longer_reaches_back() {
      append(1, 5000);
      assertEquals(Optional.empty(), log.since(100, log.head()));
      assertEquals(4096, seqsSince(5000 - 4096, log.head()).size());
    }

    @Test
    void of_an_empty_log_means_nothing_missed_only_at_its_beginning() {
      log.publish(snapshot(7));
      assertEquals(List.of(), seqsSince(7, 0));
      assertEquals(Optional.empty(), log.since(6, 0));
      assertEquals(Optional.empty(), log.since(0, 0));
    }

    @Test
    void reaches_back_to_where_the_log_began() {
      log.publish(snapshot(7));
      log.announce(new byte[] {1});
      log.publish(snapshot(8));
      append(8, 8);
      assertEquals(List.of(8L), seqsSince(7, log.head()));
      assertEquals(Optional.empty(), log.since(6, log.head()));
    }

    @Test
    void means_nothing_missed_when_everything_dropped_came_before() {
      log.publish(snapshot(7));
      log.announce(new byte[] {1});
      pass(LONG);
      assertEquals(0, standing(log));
      assertEquals(List.of(), seqsSince(7, log.head()));
      assertEquals(Optional.empty(), log.since(6, log.head()));
    }
  }

  @Nested
  class Bounds {
    @Test
    void at_most_4096_frames_are_kept() {
      append(1, 10_000);
      assertEquals(4096, standing(log));
    }

    @Test
    void at_most_a_mebibyte_is_kept() {
      fill(log, 300, 8000);
      assertTrue(budget.heldBytes() <= 1 << 20);
      assertTrue(budget.heldBytes() > (1 << 20) - 16_000);
    }

    @Test
    void closing_gives_all_of_it_back() {
      append(1, 1000);
      log.rewrite(told(999, new byte[5000]));
      log.close();
      assertEquals(0, budget.heldBytes());
      assertEquals(0, budget.growing());
    }

    @Test
    void a_reader_of_a_closed_log_still_finds_what_was_told() {
      append(1, 3);
      log.close();
      pass(LONG);
      assertEquals(List.of(1L, 2L, 3L), seqsSince(0, log.head()));
    }
  }

  @Nested
  class Deflated_forms {
    private final Deflating deflating = new Deflating();
    private final byte[] frame =
        ServerFrames.broadcast(
            "room:log", "e", ("{\"x\":\"" + "word ".repeat(100) + "\"}").getBytes(UTF_8));

    private byte[] deflated(long pos) {
      return log.deflated(Objects.requireNonNull(log.read(pos)), deflating);
    }

    @Test
    void are_made_once_and_kept_while_the_frame_is() {
      log.append(told(1, frame));
      byte[] form = deflated(0);
      assertSame(form, deflated(0));
      assertEquals(frame.length + form.length, budget.heldBytes());
      assertEquals(frame, log.since(0, 1).orElseThrow().getFirst().bytes());
    }

    @Test
    void are_not_of_what_was_rewritten() {
      log.append(told(1, frame));
      Entry before = Objects.requireNonNull(log.read(0));
      deflated(0);
      log.rewrite(told(1, new byte[10]));
      assertEquals(10, budget.heldBytes());
      assertEquals(10, deflated(0).length);
      log.deflated(before, deflating);
      assertEquals(10, deflated(0).length);
      assertEquals(10, budget.heldBytes());
    }

    @Test
    void that_would_save_nothing_are_the_frame_itself() {
      log.append(told(1, new byte[] {(byte) 0x81, 1, 'x'}));
      assertSame(Objects.requireNonNull(log.read(0)).frame(), deflated(0));
      assertEquals(3, budget.heldBytes());
    }

    @Test
    void leave_with_their_frames() {
      for (int i = 0; i < 5000; i++) {
        log.append(told(i + 1L, frame));
        deflated(i);
      }
      long standing = standing(log);
      assertTrue(standing < 5000);
      assertEquals(standing * (frame.length + deflated(4999).length), budget.heldBytes());
    }
  }

  @Nested
  class An_idle_log {
    @Test
    void keeps_no_more_than_a_history_of_frames_older_than_30_s() {
      append(1, 1000);
      pass(Duration.ofSeconds(30));
      assertEquals(1000, standing(log));
      pass(Duration.ofSeconds(1));
      assertEquals(KindSettings.DEFAULT.history(), standing(log));
      assertEquals(List.of(1000L), seqsSince(999, log.head()));
      assertEquals(Optional.empty(), log.since(100, log.head()));
    }

    @Test
    void keeps_no_frames_that_are_not_events() {
      log.announce(new byte[100]);
      log.announce(new byte[100]);
      pass(LONG);
      assertEquals(0, standing(log));
      assertEquals(0, budget.heldBytes());
    }

    @Test
    void is_not_swept_again_until_it_is_written_to() {
      append(1, 1000);
      pass(LONG);
      assertEquals(0, budget.growing());
      append(1001, 1001);
      assertEquals(1, budget.growing());
    }
  }

  @Nested
  class A_node_that_holds_too_much {
    private final LogBudget tight = budget(500_000);

    @Test
    void drops_the_oldest_of_its_biggest_logs_though_they_are_idle() {
      TopicLog big = open(tight);
      TopicLog small = open(tight);
      fill(big, 1000, 900);
      fill(small, 200, 100);
      tight.sweep();
      assertTrue(tight.heldBytes() <= 500_000, () -> tight.heldBytes() + " held");
      assertEquals(200, standing(small));
      assertTrue(standing(big) > KindSettings.DEFAULT.history());
      assertEquals(999, big.since(999, big.head()).orElseThrow().getFirst().seq() - 1);
    }

    @Test
    void leaves_each_what_history_needs() {
      List<TopicLog> logs = Stream.generate(() -> open(tight)).limit(100).toList();
      logs.forEach(each -> fill(each, 200, 200));
      tight.sweep();
      logs.forEach(each -> assertEquals(KindSettings.DEFAULT.history(), standing(each)));
    }
  }

  @Test
  void is_swept_once_a_second_while_there_is_something_to_drop() {
    Queue<Runnable> later = new ArrayDeque<>();
    TopicLog swept = open(new LogBudget(Long.MAX_VALUE, nanos::get, later::add));
    swept.announce(new byte[10]);
    swept.announce(new byte[10]);
    assertEquals(1, later.size());
    later.remove().run();
    assertEquals(2, standing(swept));
    nanos.addAndGet(LONG.toNanos());
    later.remove().run();
    assertEquals(0, standing(swept));
    assertTrue(later.isEmpty());
  }

  @Nested
  class Rewriting {
    @Test
    void puts_the_tombstone_in_the_place_of_the_message() {
      append(1, 10);
      byte[] tombstone = {42};
      log.rewrite(told(4, tombstone));
      List<Frame> frames = log.since(3, log.head()).orElseThrow();
      assertArrayEquals(tombstone, frames.getFirst().bytes());
      assertEquals("frame 5", new String(frames.get(1).bytes(), StandardCharsets.UTF_8));
    }

    @Test
    void of_a_dropped_frame_does_nothing() {
      append(1, 5000);
      long held = budget.heldBytes();
      log.rewrite(told(4, new byte[] {42}));
      assertEquals(held, budget.heldBytes());
      assertEquals(4096, seqsSince(5000 - 4096, log.head()).size());
    }
  }

  @Nested
  class Restoring {
    private final TopicLog next = open(budget);

    private List<Frame> told() {
      log.publish(snapshot(5));
      append(6, 8);
      return log.told();
    }

    @Test
    void has_what_the_log_before_had() {
      next.publish(snapshot(8));
      next.restore(told());

      assertEquals(List.of(6L, 7L, 8L), seqs(next.since(5, next.head())));
      assertEquals(Optional.empty(), next.since(4, next.head()));
    }

    @Test
    void goes_on_after_it() {
      next.publish(snapshot(8));
      next.restore(told());
      next.publish(snapshot(9));
      next.append(TopicLogTest.told(9));

      assertEquals(List.of(8L, 9L), seqs(next.since(7, next.head())));
    }

    @Test
    void leaves_out_frames_that_do_not_lead_up_to_the_state() {
      next.publish(snapshot(9));
      next.restore(told());

      assertEquals(Optional.empty(), next.since(8, next.head()));
      assertEquals(List.of(), next.told());
    }

    private static List<Long> seqs(Optional<List<Frame>> frames) {
      return frames.orElseThrow().stream().map(Frame::seq).toList();
    }
  }
}
