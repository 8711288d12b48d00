package hubbub.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalTest {
  @ParameterizedTest
  @EnumSource(names = {"FULL", "OVERLOADED", "UNAVAILABLE", "SHUTTING_DOWN", "JOIN_CRASHED"})
  void that_passes_when_nobody_can_know_has_an_estimate_and_is_for_now(Reason reason) {
    Refusal refusal = Refusal.of(reason);
    assertTrue(refusal.details().get("retry_after_ms") instanceof Long millis && millis > 0);
    assertFalse(refusal.isForGood());
  }

  @ParameterizedTest
  @EnumSource(names = {"KICKED", "MEMBERS_ONLY", "WRONG_PASSWORD", "BAD_NICK", "INVALID"})
  void that_does_not_pass_is_for_good(Reason reason) {
    Refusal refusal = Refusal.of(reason);
    assertEquals(Map.of(), refusal.details());
    assertTrue(refusal.isForGood());
  }

  @Test
  void keeps_the_estimate_of_who_knows_better() {
    Refusal refusal = Refusal.of(Reason.OVERLOADED, "retry_after_ms", 7L);
    assertEquals(7L, refusal.details().get("retry_after_ms"));
  }

  @Test
  void says_the_later_of_two_times() {
    Refusal refusal = Refusal.of(Reason.SLOW).notBefore(5).notBefore(3);
    assertEquals(5L, refusal.details().get("retry_after_ms"));
  }
}
