package hubbub.session.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hubbub.topic.AddressPrefix;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// How many bytes joins may draw.
class ReplyBudgetTest {
  private static final int MIB = 1 << 20;
  private static final Optional<AddressPrefix> HERE = at("203.0.113.7");
  private static final Optional<AddressPrefix> THERE = at("2001:db8::/64");

  private final Guard guard = Guard.withOnly();

  private static Optional<AddressPrefix> at(String address) {
    return Optional.of(AddressPrefix.parse(address));
  }

  /// A connection whose joins drew that many bytes at time 0.
  private JoinAllowance drawing(int bytes, Optional<AddressPrefix> from) {
    JoinAllowance connection = JoinAllowance.begin(from, 0);
    guard.drew(connection, bytes, 0);
    return connection;
  }

  /// The milliseconds that a join of the connection has to wait; 0 if it may pass.
  private long waitMillis(JoinAllowance connection, long nowMillis) {
    Optional<Refusal> refusal =
        guard.judgeJoin(connection, TimeUnit.MILLISECONDS.toNanos(nowMillis));
    refusal.ifPresent(no -> assertEquals(Reason.OVERLOADED, no.reason()));
    return refusal
        .map(no -> (long) Objects.requireNonNull(no.details().get("retry_after_ms")))
        .orElse(0L);
  }

  @Nested
  class One_connection {
    @Test
    void may_draw_4_mib_at_once() {
      assertEquals(0, waitMillis(drawing(4 * MIB - 1, Optional.empty()), 0));
    }

    @Test
    void then_has_to_wait_until_256_kib_a_second_have_made_up_for_more() {
      JoinAllowance connection = drawing(5 * MIB, Optional.empty());
      long wait = waitMillis(connection, 0);
      assertEquals(4_000, wait);
      assertEquals(1, waitMillis(connection, wait - 1));
      assertEquals(0, waitMillis(connection, wait));
    }

    @Test
    void costs_no_other_connection_anything() {
      drawing(5 * MIB, HERE);
      assertEquals(0, waitMillis(drawing(0, HERE), 0));
    }
  }

  @Nested
  class One_address {
    @Test
    void may_draw_32_mib_over_all_its_connections_and_then_2_mib_a_second() {
      for (int i = 0; i < 11; i++) {
        assertEquals(0, waitMillis(drawing(0, HERE), 0));
        drawing(3 * MIB, HERE);
      }
      assertEquals(500, waitMillis(drawing(0, HERE), 0));
      assertEquals(0, waitMillis(drawing(0, THERE), 0));
    }

    @Test
    void is_not_counted_where_there_is_none() {
      for (int i = 0; i < 20; i++) {
        drawing(3 * MIB, Optional.empty());
      }
      assertEquals(0, waitMillis(drawing(0, Optional.empty()), 0));
    }
  }
}
