package hubbub.session.guard;

import hubbub.topic.TopicName;
import java.security.SecureRandom;
import java.util.Arrays;

/// The topics that one person was in lately: at most [#MOST], in longs, to be small. Of each: its
/// hash, since when, when the person last spoke there, and whether what they said passed. Any
/// thread; its lock is never held while other code runs.
final class VisitedTopics {
  /// How many are remembered.
  static final int MOST = 16;

  private static final int WIDTH = 3;
  private static final long NEVER = Long.MIN_VALUE;
  private static final long SALT = new SecureRandom().nextLong();

  private long[] all = {};

  /// A bit for each: whether something that the person said there has passed.
  private int heard;

  /// When the person first came into that topic; `otherwise`, if that is not known or was later.
  synchronized long sinceNanos(TopicName topic, long otherwise) {
    int at = find(key(topic));
    return at < all.length ? Math.min(all[at + 1], otherwise) : otherwise;
  }

  /// The person has come into that topic, or was there already.
  synchronized void came(TopicName topic, long nowNanos) {
    int _ = at(topic, nowNanos);
  }

  /// The person speaks in that topic.
  synchronized void spoke(TopicName topic, long nowNanos) {
    int at = at(topic, nowNanos); // first, since that may replace the array
    all[at + 2] = nowNanos;
  }

  /// Whether the person has been in that topic, as far as is remembered.
  synchronized boolean knows(TopicName topic) {
    return find(key(topic)) < all.length;
  }

  /// What the person says in that topic passes.
  synchronized void passed(TopicName topic, long nowNanos) {
    heard |= bit(at(topic, nowNanos));
  }

  /// Whether something that the person said in that topic has passed.
  synchronized boolean isHeard(TopicName topic) {
    int at = find(key(topic));
    return at < all.length && (heard & bit(at)) != 0;
  }

  private static int bit(int at) {
    return 1 << (at / WIDTH);
  }

  /// Nanoseconds until the person may speak in that topic, if nobody may speak in more than `most`
  /// within `windowNanos`; 0: now.
  synchronized long waitNanos(TopicName topic, int most, long windowNanos, long nowNanos) {
    long key = key(topic);
    long since = nowNanos - windowNanos;
    long[] spoken = new long[MOST];
    int count = 0;
    for (int i = 0; i < all.length; i += WIDTH) {
      long spoke = all[i + 2];
      if (spoke != NEVER && spoke > since) {
        if (all[i] == key) {
          return 0;
        }
        spoken[count++] = spoke;
      }
    }
    if (count < most) {
      return 0;
    }
    Arrays.sort(spoken, 0, count);
    return spoken[count - most] - since;
  }

  /// Where that topic is; it takes the place of the one that was longest not spoken in.
  private int at(TopicName topic, long nowNanos) {
    long key = key(topic);
    int at = find(key);
    if (at == all.length) {
      if (all.length == MOST * WIDTH) {
        at = oldest();
      } else {
        all = Arrays.copyOf(all, all.length + WIDTH);
      }
      all[at] = key;
      all[at + 1] = nowNanos;
      all[at + 2] = NEVER;
      heard &= ~bit(at);
    }
    return at;
  }

  private int oldest() {
    int oldest = 0;
    for (int i = WIDTH; i < all.length; i += WIDTH) {
      boolean isOlder =
          all[i + 2] == all[oldest + 2]
              ? all[i + 1] < all[oldest + 1]
              : all[i + 2] < all[oldest + 2];
      oldest = isOlder ? i : oldest;
    }
    return oldest;
  }

  private int find(long key) {
    int at = 0;
    while (at < all.length && all[at] != key) {
      at += WIDTH;
    }
    return at;
  }

  private static long key(TopicName topic) {
    return Fingerprint.keyed(SALT, topic.value());
  }
}
