package hubbub.session.guard;

import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks each rule in turn; the first that objects decides. Any thread.
public final class Guard {
  private final List<MessageRule> rules;

  public Guard(List<MessageRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /// A guard that lets everything pass.
  public static Guard off() {
    return new Guard(List.of());
  }

  /// Why the message may not pass, if so.
  public Optional<Refusal> judge(MessageRule.Message message) {
    for (MessageRule rule : rules) {
      Optional<MessageRule.Verdict> verdict = rule.judge(message);
      if (verdict.isPresent()) {
        return verdict.map(Guard::refusal);
      }
    }
    return Optional.empty();
  }

  private static Refusal refusal(MessageRule.Verdict verdict) {
    return new Refusal(
        Reason.SPAM, Map.of("rule", verdict.rule(), "retry_after_ms", verdict.retryAfterMillis()));
  }
}
