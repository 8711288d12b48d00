package hubbub.session.guard;

import hubbub.topic.MemberId;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// The latest long texts said in one topic, and by whom: finds a text that many ids paste. Any
/// thread; its lock is never held while other code runs.
final class TopicTexts {
  private static final int MOST = 128;

  private final Said[] latest = new Said[MOST];
  private int count;

  private record Said(long shape, MemberId from, boolean isFresh, long atNanos) {}

  /// At most `fresh` others whom nobody knows, and `everybody` together, may have said, within the
  /// window, a text that differs in at most `bits`.
  record Limit(int fresh, int everybody, int bits, long windowNanos) {}

  /// Nanoseconds until that id may say that text; 0: now.
  synchronized long waitNanos(Fingerprint text, MemberId from, Limit limit, long nowNanos) {
    Map<MemberId, Said> others = Map.of();
    long since = nowNanos - limit.windowNanos();
    for (int i = 0; i < Math.min(count, MOST); i++) {
      Said said = latest[i];
      if (Fingerprint.distance(said.shape, text.shape()) <= limit.bits()
          && said.atNanos > since
          && !said.from.equals(from)) {
        others = others.isEmpty() ? new HashMap<>() : others;
        others.merge(said.from, said, (a, b) -> a.atNanos > b.atNanos ? a : b);
      }
    }
    long byFresh = wait(others.values().stream().filter(Said::isFresh), limit.fresh(), since);
    return Math.max(byFresh, wait(others.values().stream(), limit.everybody(), since));
  }

  /// How long it takes until fewer than `most` of these are left after `since`.
  private static long wait(Stream<Said> others, int most, long since) {
    long[] times = others.mapToLong(Said::atNanos).sorted().toArray();
    return times.length < most ? 0 : times[times.length - most] - since;
  }

  /// Remembers that that id said the text; `isFresh` if nobody knows it.
  synchronized void said(Fingerprint text, MemberId from, boolean isFresh, long nowNanos) {
    latest[count % MOST] = new Said(text.shape(), from, isFresh, nowNanos);
    count = count + 1 < 2 * MOST ? count + 1 : MOST;
  }
}
