package hubbub.session.guard;

import hubbub.topic.MemberId;
import java.util.HashMap;
import java.util.Map;

/// The latest long texts said in one topic, and by whom: finds a text that many ids paste. Any
/// thread; its lock is never held while other code runs.
final class TopicTexts {
  private static final int MOST = 128;

  private final Said[] latest = new Said[MOST];
  private int count;

  private record Said(long shape, MemberId from, long atNanos) {}

  /// At most `people` others may have said, within the window, a text that differs in at most
  /// `bits`.
  record Limit(int people, int bits, long windowNanos) {}

  /// Nanoseconds until that id may say that text; 0: now.
  synchronized long waitNanos(Fingerprint text, MemberId from, Limit limit, long nowNanos) {
    Map<MemberId, Long> others = Map.of();
    long since = nowNanos - limit.windowNanos();
    for (int i = 0; i < Math.min(count, MOST); i++) {
      Said said = latest[i];
      if (Fingerprint.distance(said.shape, text.shape()) <= limit.bits()
          && said.atNanos > since
          && !said.from.equals(from)) {
        others = others.isEmpty() ? new HashMap<>() : others;
        others.merge(said.from, said.atNanos, Math::max);
      }
    }
    return others.size() < limit.people()
        ? 0
        : others.values().stream().mapToLong(Long::longValue).min().orElse(since) - since;
  }

  /// Remembers that that id said the text.
  synchronized void said(Fingerprint text, MemberId from, long nowNanos) {
    latest[count % MOST] = new Said(text.shape(), from, nowNanos);
    count = count + 1 < 2 * MOST ? count + 1 : MOST;
  }
}
