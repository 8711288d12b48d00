package hubbub.session.guard;

import hubbub.topic.MemberId;
import hubbub.topic.extension.Utterance;
import hubbub.topic.extension.Verdict;

/// Limits how often one person may take another nick: five times, and then every half minute. A
/// nick is read by everybody, but is too short to tell whether it is repeated. Any thread.
final class RenamingRule implements SpeechRule {
  private static final Rate NICKS = new Rate(1.0 / 30, 5);
  private static final int MOST_REMEMBERED = 50_000;

  private final Allowances<MemberId> people = new Allowances<>(NICKS, MOST_REMEMBERED);

  @Override
  public Verdict judge(Examination it) {
    if (it.speech().what() != Utterance.What.NICK) {
      return Verdict.PASS;
    }
    long wait = people.take(it.from(), it.nowNanos());
    return wait == 0 ? Verdict.PASS : Verdict.Refuse.until(RateRule.RULE, wait);
  }
}
