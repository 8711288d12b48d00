package hubbub.session.guard;

import hubbub.topic.MemberId;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// The latest texts said in one topic that not all may say, and by whom: finds a text that many ids
/// paste. Any thread; its lock is never held while other code runs.
final class TopicTexts {
  private static final int MOST = 128;

  /// Added to the use of what has spoken against another text: it stays for as long as it counts,
  /// however much else is said.
  private static final long KEPT = 1L << 62;

  private final Said[] latest = new Said[MOST];
  private final long[] usedAt = new long[MOST];
  private long uses;

  private record Said(Fingerprint text, MemberId from, boolean isFresh, long atNanos) {}

  /// At most `fresh` people whom nobody knows, and `everybody` together, may say, within the
  /// window, a text that differs in at most `bits`; if it `isOfCheers`, or one that begins or ends
  /// like it.
  record Limit(int fresh, int everybody, int bits, long windowNanos, boolean isOfCheers) {
    private boolean concerns(Said said, Fingerprint text) {
      return Fingerprint.distance(said.text.shape(), text.shape()) <= bits
          || (isOfCheers && said.text.sharesAnEnd(text));
    }
  }

  /// Nanoseconds until that text may be said; 0: now. Those who said it before wait as well:
  /// otherwise the first of a raid could go on.
  synchronized long waitNanos(Fingerprint text, Limit limit, long nowNanos) {
    Map<MemberId, Said> people = Map.of();
    long since = nowNanos - limit.windowNanos();
    for (int i = 0; i < MOST; i++) {
      Said said = latest[i];
      if (said == null || said.atNanos <= since) {
        usedAt[i] = 0;
      } else if (limit.concerns(said, text)) {
        people = people.isEmpty() ? new HashMap<>() : people;
        people.merge(said.from, said, (a, b) -> a.atNanos > b.atNanos ? a : b);
        usedAt[i] = KEPT + ++uses;
      }
    }
    long byFresh = wait(people.values().stream().filter(Said::isFresh), limit.fresh(), since);
    return Math.max(byFresh, wait(people.values().stream(), limit.everybody(), since));
  }

  /// How long it takes until fewer than `most` of these are left after `since`.
  private static long wait(Stream<Said> people, int most, long since) {
    long[] times = people.mapToLong(Said::atNanos).sorted().toArray();
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
