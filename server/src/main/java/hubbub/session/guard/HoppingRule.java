package hubbub.session.guard;

import hubbub.topic.extension.Verdict;
import java.time.Duration;

/// Limits in how many topics one person may speak within a short time. Any thread.
final class HoppingRule implements SpeechRule {
  static final String RULE = "hopping";

  private final int most;
  private final long windowNanos;

  /// `most` topics within `window`; [VisitedTopics#MOST] at most.
  HoppingRule(int most, Duration window) {
    this.most = Math.min(most, VisitedTopics.MOST);
    this.windowNanos = window.toNanos();
  }

  @Override
  public Verdict judge(Examination it) {
    long wait = it.person().topics().waitNanos(it.topic(), most, windowNanos, it.nowNanos());
    return wait == 0 ? Verdict.PASS : Verdict.Refuse.until(RULE, wait);
  }
}
