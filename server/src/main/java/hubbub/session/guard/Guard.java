package hubbub.session.guard;

import hubbub.topic.MemberId;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks each rule about a message in turn; the first that objects decides. Other commands have an
/// allowance of their own, and no more to pass. Any thread.
public final class Guard {
  private static final Rate COMMANDS = new Rate(10, 100);

  private final List<MessageRule> rules;
  private final Optional<RateRule> commands;

  public Guard(List<MessageRule> rules) {
    this(rules, Optional.of(new RateRule(COMMANDS)));
  }

  private Guard(List<MessageRule> rules, Optional<RateRule> commands) {
    this.rules = List.copyOf(rules);
    this.commands = commands;
  }

  /// A guard that lets everything pass.
  public static Guard off() {
    return new Guard(List.of(), Optional.empty());
  }

  /// Why `from` may not give another command that is no message, at `nowNanos` on a monotonic
  /// clock, if so.
  public Optional<Refusal> judge(MemberId from, String address, long nowNanos) {
    return commands.flatMap(rule -> rule.judge(from, address, nowNanos)).map(Guard::refusal);
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
