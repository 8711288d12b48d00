package hubbub.session.guard;

import hubbub.topic.AddressPrefix;
import hubbub.topic.MemberId;
import hubbub.topic.TopicName;
import java.util.Optional;

/// A rule that a message must pass. Called on the sender's thread for every message: must be fast,
/// must not block, and must keep what it remembers bounded.
@FunctionalInterface
public interface MessageRule {
  /// Empty if the message may pass.
  Optional<Verdict> judge(Message message);

  /// A message that is about to be sent, at `nowNanos` on a monotonic clock; `address` is what
  /// counts as its sender's, if it has one.
  record Message(
      TopicName topic,
      MemberId from,
      Optional<AddressPrefix> address,
      String body,
      long nowNanos) {}

  /// Why a message may not pass: the rule's word, and when it is worth another try.
  record Verdict(String rule, long retryAfterMillis) {
    /// A verdict that no longer holds after so long, rounded up.
    static Verdict until(String rule, long waitNanos) {
      return new Verdict(rule, (waitNanos + 999_999) / 1_000_000);
    }
  }
}
