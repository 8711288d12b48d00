package hubbub.session.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.AddressPrefix;
import hubbub.topic.MemberId;
import hubbub.topic.Reason;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AllowanceTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private final Rate rate = new Rate(20, 40);

  private static Optional<AddressPrefix> at(String address) {
    return Optional.of(AddressPrefix.parse(address));
  }

  @Nested
  class OneSender {
    private final Allowance allowance = new Allowance(0);

    private int takenAt(long nanos, int tries) {
      int taken = 0;
      for (int i = 0; i < tries; i++) {
        taken += allowance.take(rate, nanos) == 0 ? 1 : 0;
      }
      return taken;
    }

    @Test
    void may_use_its_burst_at_once_and_no_more() {
      assertEquals(40, takenAt(0, 100));
    }

    @Test
    void gets_its_rate_back_as_time_goes_by() {
      takenAt(0, 40);
      assertEquals(20, takenAt(SECOND, 100));
      assertEquals(20, takenAt(2 * SECOND, 100));
    }

    @Test
    void never_saves_up_more_than_its_burst() {
      takenAt(0, 40);
      assertEquals(40, takenAt(1000 * SECOND, 100));
    }

    @Test
    void is_told_exactly_when_the_next_one_passes() {
      takenAt(0, 40);
      long wait = allowance.take(rate, 0);
      assertTrue(wait > 0);
      assertTrue(allowance.take(rate, wait - 1) > 0);
      assertEquals(0, allowance.take(rate, wait));
    }
  }

  @Nested
  class TheRule {
    private final RateRule rule = new RateRule(rate);

    private int passed(String id, Optional<AddressPrefix> address, int tries) {
      int passed = 0;
      for (int i = 0; i < tries; i++) {
        passed += rule.takeNanos(new MemberId(id), address, 0) == 0 ? 1 : 0;
      }
      return passed;
    }

    @Test
    void counts_an_id_over_all_its_addresses() {
      assertEquals(40, passed("ann", at("10.0.0.1"), 30) + passed("ann", at("10.0.0.2"), 30));
    }

    @Test
    void gives_an_address_ten_times_as_much() {
      int passed = 0;
      for (int id = 0; id < 20; id++) {
        passed += passed("guest" + id, at("10.0.0.1"), 40);
      }
      assertEquals(400, passed);
      assertEquals(40, passed("other", at("10.0.0.9"), 100));
    }

    @Test
    void does_not_count_nobodys_address() {
      int passed = 0;
      for (int id = 0; id < 20; id++) {
        passed += passed("guest" + id, Optional.empty(), 40);
      }
      assertEquals(800, passed);
    }

    @Test
    void takes_nothing_of_an_id_whose_address_has_used_up_its_own() {
      for (int id = 0; id < 10; id++) {
        passed("guest" + id, at("10.0.0.1"), 40);
      }
      assertEquals(0, passed("ann", at("10.0.0.1"), 10));
      assertEquals(40, passed("ann", at("10.0.0.2"), 50));
    }

    @Test
    void names_itself_and_when_to_come_back() {
      Guard guard = Guard.of(Preset.NORMAL.policy().with(rate));
      for (int i = 0; i < 40; i++) {
        assertEquals(
            Optional.empty(),
            guard.judge(Said.by("ann", Integer.toString(i * 37 + 400, 36)).at(0)).refusal());
      }
      var refusal = guard.judge(Said.by("ann", "one more").at(0)).refusal().orElseThrow();
      assertEquals(Reason.SPAM, refusal.reason());
      assertEquals("rate", refusal.details().get("rule"));
      assertEquals(50L, refusal.details().get("retry_after_ms"));
    }
  }

  @Nested
  class OtherCommands {
    private int passed(Guard guard, String id, int tries) {
      int passed = 0;
      for (int i = 0; i < tries; i++) {
        passed += guard.judge(new MemberId(id), at("10.0.0.1"), 0).isEmpty() ? 1 : 0;
      }
      return passed;
    }

    @Test
    void have_an_allowance_of_their_own() {
      Guard guard = Guard.withOnly();
      assertEquals(100, passed(guard, "ann", 200));
      assertEquals(100, passed(guard, "bob", 200));
      assertEquals(
          "rate",
          guard.judge(new MemberId("ann"), at("10.0.0.1"), 0).orElseThrow().details().get("rule"));
    }

    @Test
    void all_pass_a_guard_that_is_off() {
      assertEquals(200, passed(Guard.off(), "ann", 200));
    }
  }

  @Test
  void a_rate_of_zero_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> new Rate(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Rate(1, 0));
  }
}
