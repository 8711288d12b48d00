package hubbub.session.guard;

import hubbub.topic.MemberId;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// The latest texts said in one topic that not all may say, and by whom: finds a text that many ids
/// paste. Any thread; its lock is never held while other code runs.
final class TopicTexts {
  private static final int MOST = 128;

  private final Said[] latest = new Said[MOST];
  private final long[] usedAt = new long[MOST];
  private long uses;

  private record Said(Fingerprint text, MemberId from, boolean isFresh, long atNanos) {}

  /// At most `fresh` others whom nobody knows, and `everybody` together, may have said, within the
  /// window, a text that differs in at most `bits`. If it `isOfCheers`, a text that begins or ends
  /// like it counts as well, and so does the one who says it now, who is not let off for having
  /// said it before.
  record Limit(int fresh, int everybody, int bits, long windowNanos, boolean isOfCheers) {
    private boolean concerns(Said said, Fingerprint text, MemberId from) {
      boolean isNear = Fingerprint.distance(said.text.shape(), text.shape()) <= bits;
      return isOfCheers ? isNear || said.text.sharesAnEnd(text) : isNear && !said.from.equals(from);
    }
  }

  /// Nanoseconds until that id may say that text; 0: now. What speaks against it is remembered for
  /// longer than what else is said in a busy room.
  synchronized long waitNanos(Fingerprint text, MemberId from, Limit limit, long nowNanos) {
    Map<MemberId, Said> others = Map.of();
    long since = nowNanos - limit.windowNanos();
    for (int i = 0; i < MOST; i++) {
      Said said = latest[i];
      if (said != null && said.atNanos > since && limit.concerns(said, text, from)) {
        others = others.isEmpty() ? new HashMap<>() : others;
        others.merge(said.from, said, (a, b) -> a.atNanos > b.atNanos ? a : b);
        usedAt[i] = ++uses;
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

  /// Remembers that that id said the text, in place of what has been of no use for longest;
  /// `isFresh` if nobody knows the id.
  synchronized void said(Fingerprint text, MemberId from, boolean isFresh, long nowNanos) {
    int place = 0;
    for (int i = 1; i < MOST; i++) {
      place = usedAt[i] < usedAt[place] ? i : place;
    }
    latest[place] = new Said(text, from, isFresh, nowNanos);
    usedAt[place] = ++uses;
  }
}
