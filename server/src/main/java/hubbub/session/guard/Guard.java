package hubbub.session.guard;

import hubbub.topic.AddressPrefix;
import hubbub.topic.MemberId;
import hubbub.topic.Newcomers;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks each rule about a message in turn; the first that objects decides. Other commands and joins
/// have allowances of their own, and no more to pass. Any thread.
public final class Guard {
  private static final Rate COMMANDS = new Rate(10, 100);
  private static final Rate JOINS = new Rate(20, 200);

  private final List<MessageRule> rules;
  private final Optional<RateRule> commands;
  private final Optional<Arrivals> arrivals;

  public Guard(List<MessageRule> rules) {
    this(rules, Optional.of(new RateRule(COMMANDS)), Optional.of(new Arrivals()));
  }

  private Guard(List<MessageRule> rules, Optional<RateRule> commands, Optional<Arrivals> arrivals) {
    this.rules = List.copyOf(rules);
    this.commands = commands;
    this.arrivals = arrivals;
  }

  /// A guard that lets everything pass.
  public static Guard off() {
    return new Guard(List.of(), Optional.empty(), Optional.empty());
  }

  /// Why `from` may not give another command that is no message, at `nowNanos` on a monotonic
  /// clock, if so.
  public Optional<Refusal> judge(MemberId from, Optional<AddressPrefix> address, long nowNanos) {
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

  /// Why a connection that has used so much of its allowance may not ask for another join, if so.
  public Optional<Refusal> judgeJoin(Allowance ofConnection, long nowNanos) {
    return arrivals
        .map(_ -> ofConnection.take(JOINS, nowNanos))
        .filter(wait -> wait > 0)
        .map(wait -> MessageRule.Verdict.until("", wait).retryAfterMillis())
        .map(wait -> Refusal.of(Reason.OVERLOADED, "retry_after_ms", wait));
  }

  /// Why that id may not join that topic now, if so.
  public Optional<Refusal> judgeJoin(Arrival arrival) {
    return arrivals.flatMap(all -> all.judge(arrival)).map(Guard::refusal);
  }

  /// How many new ids an address may bring into a topic.
  public Newcomers newcomers() {
    return arrivals.<Newcomers>map(all -> all).orElse(Newcomers.UNLIMITED);
  }

  private static Refusal refusal(MessageRule.Verdict verdict) {
    return new Refusal(
        Reason.SPAM, Map.of("rule", verdict.rule(), "retry_after_ms", verdict.retryAfterMillis()));
  }
}
