package hubbub.topic;

import java.util.Map;

/// A stable word for why something was not done, with what helps the client: `retry_after_ms`,
/// `min_rank`, `until_at`, `max`, `rule`, `field`, `expected` … as strings, longs or booleans.
public record Refusal(Reason reason, Map<String, Object> details) {
  public Refusal {
    details = Map.copyOf(details);
  }

  /// A refusal that says all in its word.
  public static Refusal of(Reason reason) {
    return new Refusal(reason, Map.of());
  }

  /// A refusal with one detail.
  public static Refusal of(Reason reason, String key, Object value) {
    return new Refusal(reason, Map.of(key, value));
  }

  /// A payload that is not what the command takes.
  public static Refusal invalid(String field, String expected) {
    return new Refusal(Reason.INVALID, Map.of("field", field, "expected", expected));
  }
}
