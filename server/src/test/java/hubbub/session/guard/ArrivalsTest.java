package hubbub.session.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.AddressPrefix;
import hubbub.topic.MemberId;
import hubbub.topic.Newcomers;
import hubbub.topic.Refusal;
import hubbub.topic.TopicName;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
  private static final AddressPrefix HERE = AddressPrefix.parse("203.0.113.7");
  private static final AddressPrefix THERE = AddressPrefix.parse("2001:db8::/64");
  private final Guard guard = Guard.withOnly();

  private Optional<Refusal> joins(
      String topic, String id, Optional<AddressPrefix> from, long nanos) {
    return guard.judgeJoin(Arrival.of(new TopicName(topic), new MemberId(id), from, nanos));
  }

  @Nested
  class New_ids_of_an_address {
    private final Newcomers newcomers = guard.newcomers();

    private int came(String topic, AddressPrefix from, int tries, long nanos) {
      int came = 0;
      for (int i = 0; i < tries; i++) {
        if (newcomers.waitMillis(new TopicName(topic), from, nanos) == 0) {
          newcomers.came(new TopicName(topic), from, nanos);
          came++;
        }
      }
      return came;
    }

    @Test
    void are_a_hundred_and_then_sixty_a_minute_in_each_topic() {
      assertEquals(100, came("room:a", HERE, 300, 0));
      assertEquals(60, came("room:a", HERE, 300, MINUTE));
      assertEquals(100, came("room:b", HERE, 300, 0));
      assertEquals(100, came("room:a", THERE, 300, 0));
    }

    @Test
    void take_nothing_while_they_only_ask() {
      for (int i = 0; i < 300; i++) {
        assertEquals(0, newcomers.waitMillis(new TopicName("room:a"), HERE, 0));
      }
    }

    @Test
    void are_told_exactly_when_the_next_may_come() {
      came("room:a", HERE, 100, 0);
      assertEquals(1_000, newcomers.waitMillis(new TopicName("room:a"), HERE, 0));
      assertEquals(1, newcomers.waitMillis(new TopicName("room:a"), HERE, 999_000_001));
      assertEquals(0, newcomers.waitMillis(new TopicName("room:a"), HERE, 1_000_000_000));
    }
  }

  @Nested
  class Births {
    private final Newcomers newcomers = guard.newcomers();

    private int born(AddressPrefix from, int tries, long nanos) {
      int born = 0;
      for (int i = 0; i < tries; i++) {
        if (newcomers.birthWaitMillis(from, nanos) == 0) {
          newcomers.founded(from, nanos);
          born++;
        }
      }
      return born;
    }

    @Test
    void are_sixty_and_then_sixty_a_minute_of_an_address() {
      assertEquals(60, born(HERE, 100, 0));
      assertEquals(60, born(HERE, 100, MINUTE));
      assertEquals(60, born(THERE, 100, 0));
    }

    @Test
    void are_told_exactly_when_the_next_may_be() {
      born(HERE, 60, 0);
      assertEquals(1_000, newcomers.birthWaitMillis(HERE, 0));
      assertEquals(0, newcomers.birthWaitMillis(HERE, 1_000_000_000));
    }

    @Test
    void are_no_matter_for_who_joins_what_others_founded() {
      born(HERE, 60, 0);
      assertTrue(joins("room:x", "g", Optional.of(HERE), 0).isEmpty());
    }
  }

  @Nested
  class One_id {
    @Test
    void comes_and_goes_thirty_times_and_then_thirty_a_minute_in_each_topic() {
      int came = 0;
      for (int i = 0; i < 100; i++) {
        came += joins("room:a", "g1", Optional.empty(), 0).isEmpty() ? 1 : 0;
      }
      assertEquals(30, came);
      assertTrue(joins("room:b", "g1", Optional.empty(), 0).isEmpty());
      assertTrue(joins("room:a", "g2", Optional.empty(), 0).isEmpty());
      assertFalse(joins("room:a", "g1", Optional.empty(), 1_999_999_999L).isEmpty());
      assertTrue(joins("room:a", "g1", Optional.empty(), 2_000_000_000L).isEmpty());
    }
  }

  @Nested
  class A_guard_that_is_off {
    @Test
    void lets_everybody_come() {
      Guard off = Guard.off();
      JoinAllowance connection = JoinAllowance.begin(Optional.of(HERE), 0);
      for (int i = 0; i < 300; i++) {
        Arrival arrival =
            Arrival.of(new TopicName("room:a"), new MemberId("g"), Optional.of(HERE), 0);
        assertTrue(off.judgeJoin(arrival).isEmpty());
        assertTrue(off.judgeJoin(connection, 0).isEmpty());
        off.drew(connection, Integer.MAX_VALUE, 0);
        off.newcomers().came(new TopicName("room:a"), HERE, 0);
        assertEquals(0, off.newcomers().waitMillis(new TopicName("room:a"), HERE, 0));
      }
    }
  }
}
