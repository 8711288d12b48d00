package hubbub.cluster.pekko;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SuitabilityTest {
  private static final Terms.Forms FORMS = new Terms.Forms(2, 3);
  private static final Terms OURS = new Terms("1", FORMS, Map.of("name", "a", "secret", "x"));

  private static Suitability of(Terms theirs, Duration clock) {
    return Suitability.of(new Hello(false, 1, true, "", clock.toMillis(), theirs), OURS, 0);
  }

  @Test
  void is_given_if_all_terms_are_the_same() {
    assertTrue(of(new Terms("2", FORMS, OURS.common()), Duration.ZERO).isGiven());
  }

  @Test
  void is_not_given_if_a_term_differs_or_is_missing_or_added() {
    assertEquals(
        List.of("kind", "name", "secret"),
        of(new Terms("1", FORMS, Map.of("name", "b", "kind", "k")), Duration.ZERO).differences());
  }

  @Test
  void is_not_given_if_either_cannot_read_what_the_other_writes() {
    assertTrue(reads(1, 3).isGiven());
    assertFalse(reads(2, 2).isGiven());
    assertEquals(
        List.of("what nodes send each other (versions 3 to 4 there, versions 2 to 3 here)"),
        reads(3, 4).differences());
  }

  private static Suitability reads(int oldest, int written) {
    return of(new Terms("2", new Terms.Forms(oldest, written), OURS.common()), Duration.ZERO);
  }

  @Test
  void is_not_given_if_the_clocks_differ_by_more_than_an_hour() {
    assertTrue(of(OURS, Duration.ofMinutes(60)).isGiven());
    assertEquals(List.of("clock (by 61 minutes)"), of(OURS, Duration.ofMinutes(-61)).differences());
    assertEquals(List.of("clock (by 61 minutes)"), of(OURS, Duration.ofMinutes(61)).differences());
  }

  @Test
  void is_worth_a_warning_if_the_clocks_differ_by_more_than_a_minute() {
    assertFalse(of(OURS, Duration.ofMinutes(-1)).isWorthAWarning());
    assertTrue(of(OURS, Duration.ofSeconds(-61)).isWorthAWarning());
  }
}
