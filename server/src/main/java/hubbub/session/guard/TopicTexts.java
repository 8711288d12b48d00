package hubbub.session.guard;

import hubbub.topic.MemberId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// The latest texts said in one topic that not all may say, and by whom: finds a text that many ids
/// paste. Any thread; its lock is never held while other code runs.
///
/// What each message is compared with stands in arrays of numbers: following 128 references to
/// where the heap has not been looked at lately took longer than all rules together.
final class TopicTexts {
  private static final int FEWEST = 8;
  private static final int MOST = 128;

  /// Added to the use of what has spoken against another text: it stays for as long as it counts,
  /// however much else is said.
  private static final long KEPT = 1L << 62;

  private int size;
  private long[] shapes = new long[FEWEST];
  private long[] ends = new long[FEWEST];
  private long[] times = new long[FEWEST];
  private long[] usedAt = new long[FEWEST];
  private Said[] latest = new Said[FEWEST];
  private long uses;

  private record Said(MemberId from, boolean isFresh, long atNanos) {}

  /// At most `fresh` people whom nobody knows, and `everybody` together, may say, within the
  /// window, a text that differs in at most `bits`; if it `isOfCheers`, or one that begins or ends
  /// like it.
  record Limit(int fresh, int everybody, int bits, long windowNanos, boolean isOfCheers) {
    private boolean concerns(long shape, long ends, Fingerprint text) {
      return Fingerprint.distance(shape, text.shape()) <= bits
          || (isOfCheers && Fingerprint.shareOne(ends, text.ends()));
    }
  }

  /// Nanoseconds until that text may be said; 0: now. Those who said it before wait as well:
  /// otherwise the first of a raid could go on.
  synchronized long waitNanos(Fingerprint text, Limit limit, long nowNanos) {
    Map<MemberId, Said> people = Map.of();
    long since = nowNanos - limit.windowNanos();
    for (int i = 0; i < size; i++) {
      if (times[i] <= since) {
        usedAt[i] = 0;
      } else if (limit.concerns(shapes[i], ends[i], text)) {
        Said said = latest[i];
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
    int place = place();
    shapes[place] = text.shape();
    ends[place] = text.ends();
    times[place] = nowNanos;
    usedAt[place] = ++uses;
    latest[place] = new Said(from, isFresh, nowNanos);
  }

  private int place() {
    int place = 0;
    for (int i = 1; i < size; i++) {
      place = usedAt[i] < usedAt[place] ? i : place;
    }
    boolean isFree = size > 0 && usedAt[place] == 0;
    if (isFree || size == MOST) {
      return place;
    }
    if (size == shapes.length) {
      grow(2 * size);
    }
    return size++;
  }

  private void grow(int places) {
    shapes = Arrays.copyOf(shapes, places);
    ends = Arrays.copyOf(ends, places);
    times = Arrays.copyOf(times, places);
    usedAt = Arrays.copyOf(usedAt, places);
    latest = Arrays.copyOf(latest, places);
  }
}
