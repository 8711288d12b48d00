package hubbub.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

/// Assertions on outcomes.
final class Outcomes {
  private Outcomes() {}

  static void isOk(Outcome outcome) {
    assertEquals(Outcome.OK, outcome);
  }

  static Outcome.Sent isSent(Outcome outcome) {
    return assertInstanceOf(Outcome.Sent.class, outcome);
  }

  static Outcome.Held isHeld(Outcome outcome) {
    return assertInstanceOf(Outcome.Held.class, outcome);
  }

  static Refusal refusal(Outcome outcome) {
    return assertInstanceOf(Outcome.Refused.class, outcome).refusal();
  }

  static Refusal isRefused(Reason reason, Outcome outcome) {
    Refusal refusal = assertInstanceOf(Outcome.Refused.class, outcome).refusal();
    assertEquals(reason, refusal.reason());
    return refusal;
  }
}
