package hubbub.topic;

import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// Topics whose entries keep expiring: an entry that has ended starts anew at once, so their number
/// is constant. Times are in milliseconds of [#now]. Entries are touched and read only under their
/// topic's lock, which stands in for the topic's actor.
final class ExpiryPopulation {
  static final int ENTRIES = 15;
  static final long TTL_MILLIS = 60_000;

  /// An entry that nobody has noticed for this long after its end counts as forgotten.
  private static final long FORGOTTEN_MILLIS = 1_000;

  private final Topic[] topics;
  private final Histogram lateness = new ConcurrentHistogram(3);
  private volatile boolean isOver;

  /// One topic's entries; `index` identifies it.
  record Topic(int index, SlotValue[] entries) {}

  /// Creates `count` topics, whose entries' ends are spread evenly over the next minute.
  ExpiryPopulation(int count) {
    topics = new Topic[count];
    Random random = new Random(1);
    long now = now();
    for (int i = 0; i < count; i++) {
      topics[i] = new Topic(i, new SlotValue[ENTRIES]);
      for (int j = 0; j < ENTRIES; j++) {
        topics[i].entries()[j] = entry(now + random.nextLong(TTL_MILLIS));
      }
    }
  }

  private static final SlotEdit.Place PLACE = new SlotEdit.Place(SlotScope.TOPIC, "entry");

  private static SlotValue entry(long deadline) {
    return new SlotValue(
        new SlotEdit.Put(
            PLACE, PLACE, OptionalLong.of(TTL_MILLIS), OptionalLong.of(deadline), false));
  }

  static long now() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  Topic[] topics() {
    return topics;
  }

  /// Ends the measurement: timers that fire later do nothing.
  void end() {
    isOver = true;
  }

  boolean isOver() {
    return isOver;
  }

  /// Records that an entry's end was noticed at `now`.
  void ended(Deadline entry, long now) {
    lateness.recordValue(Math.max(0, now - entry.dueAt()));
    ((SlotValue) entry).touch(now + TTL_MILLIS);
  }

  /// How late ends were noticed, in milliseconds.
  Histogram lateness() {
    return lateness;
  }

  /// The number of entries that ended more than a second ago and that nobody has noticed.
  long forgotten() {
    long since = now() - FORGOTTEN_MILLIS;
    long count = 0;
    for (Topic topic : topics) {
      synchronized (topic) {
        for (SlotValue entry : topic.entries()) {
          count += entry.dueAt() < since ? 1 : 0;
        }
      }
    }
    return count;
  }
}
