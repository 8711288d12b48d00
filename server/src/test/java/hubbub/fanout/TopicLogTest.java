package hubbub.fanout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.Change;
import hubbub.topic.Event;
import hubbub.topic.Feed.Frame;
import hubbub.topic.KindSettings;
import hubbub.topic.TopicName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TopicLogTest {
  private final LogBudget budget = new LogBudget(Long.MAX_VALUE);
  private final TopicLog log = open(budget);

  private static TopicLog open(LogBudget budget) {
    return new TopicLog(new TopicName("room:log"), KindSettings.DEFAULT, budget);
  }

  static Change told(long seq, byte[] frame) {
    Event event = new Event.Custom("tick", "{}", Optional.empty());
    return new Change(seq, seq, 0, Optional.empty(), event, frame);
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
    void leaves_out_frames_that_are_no_events() {
      append(1, 2);
      log.announce(new byte[] {1});
      append(3, 3);
      log.announce(new byte[] {2});
      assertEquals(List.of(2L, 3L), seqsSince(1, log.head()));
    }

    @Test
    void is_empty_handed_when_the_log_no_longer_reaches_back() {
      append(1, 5000);
      assertEquals(Optional.empty(), log.since(100, log.head()));
      assertEquals(4096, seqsSince(5000 - 4096, log.head()).size());
    }

    @Test
    void of_an_empty_log_is_nothing_missed_only_at_its_beginning() {
      assertEquals(List.of(), seqsSince(0, 0));
    }
  }

  @Nested
  class Bounds {
    @Test
    void at_most_4096_frames_stand() {
      append(1, 10_000);
      long standing = LongStream.range(0, log.head()).filter(pos -> log.read(pos) != null).count();
      assertEquals(4096, standing);
    }

    @Test
    void at_most_a_mebibyte_stands() {
      for (long seq = 1; seq <= 300; seq++) {
        log.append(told(seq, new byte[8000]));
      }
      assertTrue(budget.heldBytes() <= 1 << 20);
      assertTrue(budget.heldBytes() > (1 << 20) - 16_000);
    }

    @Test
    void a_node_that_holds_too_much_keeps_only_what_history_needs() {
      TopicLog tight = open(new LogBudget(10_000));
      for (long seq = 1; seq <= 1000; seq++) {
        tight.append(told(seq, new byte[200]));
      }
      long standing =
          LongStream.range(0, tight.head()).filter(pos -> tight.read(pos) != null).count();
      assertEquals(KindSettings.DEFAULT.history(), standing);
    }

    @Test
    void closing_gives_all_of_it_back() {
      append(1, 1000);
      log.close();
      assertEquals(0, budget.heldBytes());
    }
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
    void of_what_is_no_longer_there_does_nothing() {
      append(1, 5000);
      log.rewrite(told(4, new byte[] {42}));
      assertEquals(4096, seqsSince(5000 - 4096, log.head()).size());
    }
  }
}
