package hubbub.session.guard;

import hubbub.topic.extension.Utterance;
import hubbub.topic.extension.Verdict;

/// About guests, and accounts that nobody knows yet, who have just come: they may have to be in the
/// topic for a while before they speak, and what they say there may have to wait for a moderator,
/// until a message of theirs was accepted. Any thread.
final class NewcomerRule implements SpeechRule {
  static final String RULE = "newcomer";

  private final SpamPolicy.Newcomers limits;

  NewcomerRule(SpamPolicy.Newcomers limits) {
    this.limits = limits;
  }

  @Override
  public Verdict judge(Examination it) {
    boolean isMeant = it.isGuest() || it.isFresh(limits.fresh().toNanos());
    if (it.speech().what() != Utterance.What.MESSAGE || !isMeant) {
      return Verdict.PASS;
    }
    long wait = limits.presence().toNanos() - it.presentNanos();
    if (wait > 0) {
      return Verdict.Refuse.until(RULE, wait);
    }
    return limits.holdsFirst() && !isHeard(it) ? new Verdict.Hold(RULE) : Verdict.PASS;
  }

  /// The topic forgets those who have been away for long; this node remembers them for longer.
  private static boolean isHeard(Examination it) {
    return it.speech().circumstances().isHeard() || it.person().topics().isHeard(it.topic());
  }
}
