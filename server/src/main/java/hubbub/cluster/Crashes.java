package hubbub.cluster;

import hubbub.topic.TopicName;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Remembers the bugs that ended reigns, by topic, and says what each one costs. Any thread.
///
/// The first bug costs a topic only its owner. A second one within 10 s, or a bug while a change
/// was being applied, means that the state is bad: it is dropped, which counts as a crash. After
/// more than 3 crashes within a minute nobody may join for 30 s. A bug is forgotten after a minute.
final class Crashes {
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final int MOST = 3;

  /// How long a bug counts.
  static final long MEMORY_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Map<TopicName, Past> pasts = new ConcurrentHashMap<>();
  private final Clocks time;

  Crashes(Clocks time) {
    this.time = time;
  }

  /// When the last bug was, when each crash that still counts was (oldest first), and until when
  /// nobody may join.
  private record Past(long failedNanos, long[] crashes, long pausedNanos) {
    boolean isOver(long now) {
      return now - failedNanos > MEMORY_NANOS && now - pausedNanos >= 0;
    }
  }

  /// Records one more bug.
  ///
  /// @return whether the state is lost
  boolean add(TopicName topic, boolean isStateBad) {
    long now = time.nanos();
    Past before = pasts.get(topic);
    boolean isLost = isStateBad || (before != null && now - before.failedNanos() < AGAIN_NANOS);
    long[] crashes = before == null ? new long[0] : recent(before.crashes(), now);
    long paused = before == null ? now : before.pausedNanos();
    pasts.put(topic, isLost ? crashed(crashes, now, paused) : new Past(now, crashes, paused));
    return isLost;
  }

  private static Past crashed(long[] before, long now, long paused) {
    long[] crashes = Arrays.copyOf(before, before.length + 1);
    crashes[before.length] = now;
    return new Past(now, crashes, crashes.length > MOST ? now + PAUSE_NANOS : paused);
  }

  private static long[] recent(long[] crashes, long now) {
    return Arrays.stream(crashes).filter(crash -> now - crash < MEMORY_NANOS).toArray();
  }

  /// For how long nobody may join, in milliseconds; 0 if there is no pause.
  long pauseMillis(TopicName topic) {
    if (pasts.isEmpty()) {
      return 0;
    }
    Past past = pasts.get(topic);
    long nanos = past == null ? 0 : past.pausedNanos() - time.nanos();
    return nanos <= 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(nanos) + 1;
  }

  /// Forgets what no longer counts.
  void sweep() {
    long now = time.nanos();
    pasts.values().removeIf(past -> past.isOver(now));
  }

  boolean isEmpty() {
    return pasts.isEmpty();
  }
}
