package hubbub.topic;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// Topics with entries that end all the time: what ended begins anew at once, so there are always
/// as many. Times are milliseconds of [#now]. An entry is touched and looked at only under the lock
/// of its topic, which stands in for the topic's actor.
final class ExpiryPopulation {
  static final int ENTRIES = 15;
  static final long TTL_MILLIS = 60_000;

  /// Later than this after its end, an entry counts as forgotten.
  private static final long FORGOTTEN_MILLIS = 1_000;

  private final Topic[] topics;
  private final Histogram lateness = new ConcurrentHistogram(3);
  private volatile boolean isOver;

  /// One topic's entries; `index` tells it from others.
  record Topic(int index, SlotValue[] entries) {}

  /// So many topics, whose entries end evenly spread over the next minute.
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

  private static final SlotEdit.Place PLACE = new SlotEdit.Place(Optional.empty(), "entry");

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

  /// Nothing is to be noticed any more.
  void end() {
    isOver = true;
  }

  boolean isOver() {
    return isOver;
  }

  /// Somebody noticed, at `now`, that an entry has ended.
  void ended(Deadline entry, long now) {
    lateness.recordValue(Math.max(0, now - entry.dueAt()));
    ((SlotValue) entry).touch(now + TTL_MILLIS);
  }

  /// How late it was noticed, in milliseconds.
  Histogram lateness() {
    return lateness;
  }

  /// How many entries have ended, and nobody has noticed yet.
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
