package hubbub.topic;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/// Why something was not done: a stable word, and details for the client such as `retry_after_ms`,
/// `min_rank`, `until_at`, `max`, `rule`, `field`, `expected`, as strings, longs or booleans.
/// `isForGood` means that retrying a join is pointless.
public record Refusal(Reason reason, Map<String, Object> details, boolean isForGood) {
  private static final String RETRY_AFTER = "retry_after_ms";

  public Refusal {
    details = Map.copyOf(details);
  }

  /// A refusal that is for good or for now by its reason's default.
  public Refusal(Reason reason, Map<String, Object> details) {
    this(reason, withEstimate(reason, details), reason.isForGood());
  }

  private static Map<String, Object> withEstimate(Reason reason, Map<String, Object> details) {
    if (reason.estimateMillis() == 0 || details.containsKey(RETRY_AFTER)) {
      return details;
    }
    Map<String, Object> more = new HashMap<>(details);
    more.put(RETRY_AFTER, reason.estimateMillis());
    return more;
  }

  /// A refusal without details.
  public static Refusal of(Reason reason) {
    return new Refusal(reason, Map.of());
  }

  /// A refusal with one detail.
  public static Refusal of(Reason reason, String key, Object value) {
    return new Refusal(reason, Map.of(key, value));
  }

  /// Refuses a payload whose `field` is not as `expected`.
  public static Refusal invalid(String field, String expected) {
    return new Refusal(Reason.INVALID, Map.of("field", field, "expected", expected));
  }

  /// This refusal with one more detail.
  public Refusal with(String key, Object value) {
    Map<String, Object> more = new HashMap<>(details);
    more.put(key, value);
    return new Refusal(reason, more, isForGood);
  }

  /// This refusal with a `retry_after_ms` of at least `millis`.
  public Refusal notBefore(long millis) {
    return with(RETRY_AFTER, Math.max(retryAfterMillis().orElse(0), millis));
  }

  /// How long to wait before trying again, if that is known.
  public OptionalLong retryAfterMillis() {
    return details.get(RETRY_AFTER) instanceof Long millis
        ? OptionalLong.of(millis)
        : OptionalLong.empty();
  }

  /// This refusal, for good.
  public Refusal forGood() {
    return new Refusal(reason, details, true);
  }
}
