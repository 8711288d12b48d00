package hubbub.topic;

import java.util.HashMap;
import java.util.Map;

/// A stable word for why something was not done, with what helps the client: `retry_after_ms`,
/// `min_rank`, `until_at`, `max`, `rule`, `field`, `expected` … as strings, longs or booleans.
/// `isForGood` says of a join that it is not worth asking again.
public record Refusal(Reason reason, Map<String, Object> details, boolean isForGood) {
  private static final String RETRY_AFTER = "retry_after_ms";

  public Refusal {
    details = Map.copyOf(details);
  }

  /// A refusal that is for good or for now as its reason is.
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

  /// The same with one more detail.
  public Refusal with(String key, Object value) {
    Map<String, Object> more = new HashMap<>(details);
    more.put(key, value);
    return new Refusal(reason, more, isForGood);
  }

  /// The same, and in so many milliseconds it may pass; later, if that was said before.
  public Refusal notBefore(long millis) {
    long said = details.get(RETRY_AFTER) instanceof Long before ? before : 0;
    return with(RETRY_AFTER, Math.max(said, millis));
  }

  /// The same, for a join not to be asked again.
  public Refusal forGood() {
    return new Refusal(reason, details, true);
  }
}
