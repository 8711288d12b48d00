package hubbub.session.guard;

import hubbub.topic.extension.Verdict;

/// The latest different texts of one id, in all topics, and what each may still be repeated. A text
/// and those near it have one allowance, kept as [Allowance] keeps it: the theoretical arrival
/// time. Any thread; its lock is never held while other code runs.
final class RecentTexts {
  private static final int MOST = 8;

  /// The latest first.
  private final Said[] latest = new Said[MOST];

  private int size;

  /// A text that was said, with the key of its nonce (0: none).
  private record Said(Fingerprint text, long nonce, long arrivalNanos) {
    long waitNanos(Rate rate, long nowNanos) {
      return Math.max(0, arrivalNanos - nowNanos - rate.toleranceNanos());
    }
  }

  /// Whether that very message has passed before.
  synchronized boolean hasPassed(Fingerprint text, long nonce) {
    int at = exactly(text);
    return nonce != 0 && at < size && latest[at].nonce == nonce;
  }

  /// How many of them have nothing to do with that text.
  synchronized int others(Fingerprint text, RepeatLimits limits) {
    int others = 0;
    for (int i = 0; i < size; i++) {
      others += limits.areApart(latest[i].text, text) ? 1 : 0;
    }
    return others;
  }

  /// Whether the text may be said now.
  synchronized Verdict judge(Fingerprint text, RepeatLimits limits, long nowNanos) {
    int at = find(text, limits);
    if (at == size) {
      return Verdict.PASS;
    }
    boolean isSame = latest[at].text.exact() == text.exact();
    long wait = latest[at].waitNanos(limits.rate(text, isSame), nowNanos);
    return wait == 0
        ? Verdict.PASS
        : Verdict.Refuse.until(isSame ? RepeatRule.DUPLICATE : RepeatRule.SIMILAR, wait);
  }

  /// Remembers that the text was said.
  synchronized void said(Fingerprint text, long nonce, RepeatLimits limits, long nowNanos) {
    int at = find(text, limits);
    boolean isSame = at == size || latest[at].text.exact() == text.exact();
    long from = at == size ? nowNanos : Math.max(latest[at].arrivalNanos, nowNanos);
    if (at == size) {
      size = Math.min(size + 1, MOST);
      at = size - 1;
    }
    System.arraycopy(latest, 0, latest, 1, at);
    long arrival = from + limits.rate(text, isSame).intervalNanos();
    latest[0] = new Said(text, nonce, arrival);
  }

  /// Where that text is, or one near it; `size` if there is none.
  private int find(Fingerprint text, RepeatLimits limits) {
    int at = exactly(text);
    if (at == size && !RepeatLimits.isCheer(text)) {
      at = 0;
      while (at < size && !limits.areNear(latest[at].text.shape(), text.shape())) {
        at++;
      }
    }
    return at;
  }

  private int exactly(Fingerprint text) {
    int at = 0;
    while (at < size && latest[at].text.exact() != text.exact()) {
      at++;
    }
    return at;
  }
}
