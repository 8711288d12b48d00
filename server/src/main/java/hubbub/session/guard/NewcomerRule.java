package hubbub.session.guard;

import hubbub.topic.extension.Utterance;
import hubbub.topic.extension.Verdict;
import java.time.Duration;

/// About guests who have just come: they may have to be in the topic for a while before they speak,
/// and the first thing that they say there may have to wait for a moderator. Any thread.
final class NewcomerRule implements SpeechRule {
  static final String RULE = "newcomer";

  private final long presenceNanos;
  private final boolean holdsFirst;

  NewcomerRule(Duration presence, boolean holdsFirst) {
    this.presenceNanos = presence.toNanos();
    this.holdsFirst = holdsFirst;
  }

  @Override
  public Verdict judge(Examination it) {
    if (it.speech().what() != Utterance.What.MESSAGE || !it.isGuest()) {
      return Verdict.PASS;
    }
    long present = it.presentNanos();
    if (present < presenceNanos) {
      return Verdict.Refuse.until(RULE, presenceNanos - present);
    }
    return holdsFirst && !it.person().topics().hasSpoken(it.topic())
        ? new Verdict.Hold(RULE)
        : Verdict.PASS;
  }
}
