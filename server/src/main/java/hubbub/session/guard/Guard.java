package hubbub.session.guard;

import hubbub.topic.AddressPrefix;
import hubbub.topic.MemberId;
import hubbub.topic.Newcomers;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.extension.MessageRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks each rule in turn about a message; the first that objects decides. Other commands, and
/// joins, pass no rules but have allowances of their own. Any thread.
public final class Guard {
  private static final Rate COMMANDS = new Rate(10, 100);
  private static final Rate JOINS = new Rate(20, 200);

  private final List<MessageRule> rules;
  private final Optional<RateRule> commands;
  private final Optional<Arrivals> arrivals;
  private final Optional<ReplyBudget> replies;

  public Guard(List<MessageRule> rules) {
    this(
        rules,
        Optional.of(new RateRule(COMMANDS)),
        Optional.of(new Arrivals()),
        Optional.of(new ReplyBudget()));
  }

  private Guard(
      List<MessageRule> rules,
      Optional<RateRule> commands,
      Optional<Arrivals> arrivals,
      Optional<ReplyBudget> replies) {
    this.rules = List.copyOf(rules);
    this.commands = commands;
    this.arrivals = arrivals;
    this.replies = replies;
  }

  /// A guard that accepts everything.
  public static Guard off() {
    return new Guard(List.of(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// Why `from` may not send another command other than a message; empty if it may. `nowNanos` is
  /// from a monotonic clock.
  public Optional<Refusal> judge(MemberId from, Optional<AddressPrefix> address, long nowNanos) {
    return commands.flatMap(rule -> rule.judge(from, address, nowNanos)).map(Guard::refusal);
  }

  /// Why the message may not pass; empty if it may. A rule that throws refuses it as `internal`.
  public Optional<Refusal> judge(MessageRule.Message message) {
    for (MessageRule rule : rules) {
      Optional<Refusal> refusal = judge(rule, message);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  private static Optional<Refusal> judge(MessageRule rule, MessageRule.Message message) {
    try {
      return rule.judge(message).map(Guard::refusal);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError bug) {
      return Optional.of(PluginBugs.refusal(bug));
    }
  }

  /// Takes one join from the connection's allowance. Answers why it may not join; empty if it may.
  public Optional<Refusal> judgeJoin(JoinAllowance connection, long nowNanos) {
    return replies
        .map(budget -> budget.waitNanos(connection, nowNanos))
        .map(wait -> Math.max(wait, connection.joins().take(JOINS, nowNanos)))
        .filter(wait -> wait > 0)
        .map(wait -> MessageRule.Verdict.until("", wait).retryAfterMillis())
        .map(wait -> Refusal.of(Reason.OVERLOADED, "retry_after_ms", wait));
  }

  /// Counts `bytes` that the connection was sent because it joined, or because it lagged behind.
  public void drew(JoinAllowance connection, int bytes, long nowNanos) {
    replies.ifPresent(budget -> budget.drew(connection, bytes, nowNanos));
  }

  /// Why that id may not join that topic now; empty if it may.
  public Optional<Refusal> judgeJoin(Arrival arrival) {
    return arrivals.flatMap(all -> all.judge(arrival)).map(Guard::refusal);
  }

  /// The limit on new ids that one address may bring into a topic.
  public Newcomers newcomers() {
    return arrivals.<Newcomers>map(all -> all).orElse(Newcomers.UNLIMITED);
  }

  private static Refusal refusal(MessageRule.Verdict verdict) {
    return new Refusal(
        Reason.SPAM, Map.of("rule", verdict.rule(), "retry_after_ms", verdict.retryAfterMillis()));
  }
}
