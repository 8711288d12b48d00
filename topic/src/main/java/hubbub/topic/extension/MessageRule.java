package hubbub.topic.extension;

import hubbub.topic.AddressPrefix;
import hubbub.topic.MemberId;
import hubbub.topic.TopicName;
import java.util.Optional;

/// A rule that every message must pass. Called on the sender's thread for each message, so it must
/// be fast and must not block; what it remembers must be bounded.
@FunctionalInterface
public interface MessageRule {
  /// Empty if the message may pass.
  Optional<Verdict> judge(Message message);

  /// A message about to be sent, at `nowNanos` on a monotonic clock. `address` is the one that
  /// per-address limits apply to, if any.
  record Message(
      TopicName topic,
      MemberId from,
      Optional<AddressPrefix> address,
      String body,
      long nowNanos) {}

  /// Why a message may not pass: the rule's word, and how long to wait before trying again.
  record Verdict(String rule, long retryAfterMillis) {
    /// A verdict that ends after `waitNanos`, rounded up to a millisecond.
    public static Verdict until(String rule, long waitNanos) {
      return new Verdict(rule, (waitNanos + 999_999) / 1_000_000);
    }
  }
}
