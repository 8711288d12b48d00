package hubbub.session.guard;

import com.google.errorprone.annotations.Immutable;
import java.time.Duration;
import java.util.Optional;

/// How often a text may be repeated. One id may say a text at the rate `same`, a short one at the
/// rate `cheer`, and texts that differ in at most `nearBits` bits of their shape at the rate
/// `similar`. `people` whom nobody knows may say the same long text in one topic within `window`;
/// nobody else may. People who are known do not count as these, but only so many more of them may.
@Immutable
public record RepeatLimits(
    Rate same, Rate cheer, Rate similar, int nearBits, int people, Duration window) {
  private static final int LONGEST_CHEER = 12;
  private static final int SHORTEST_LONG = 32;
  private static final int SHORTEST_OF_CROWDS = 16;
  private static final int CROWD = 3;
  private static final int EVERYBODY = 10;
  private static final int CROWD_BITS = 6;
  private static final int STRANGERS_BITS = 6;

  static boolean isCheer(Fingerprint text) {
    return text.weight() <= LONGEST_CHEER;
  }

  /// How many people may say that text in one topic; empty if it is too short to tell a raid from
  /// an audience. Among those whom nobody knows (`isFresh`), a shorter text tells, but takes more
  /// people. That many are never near by chance, so they need not be as near.
  Optional<TopicTexts.Limit> crowd(Fingerprint text, boolean isFresh) {
    if (text.weight() >= SHORTEST_LONG) {
      return Optional.of(limit(people, isFresh ? nearBits + STRANGERS_BITS : nearBits));
    }
    return isFresh && text.weight() >= SHORTEST_OF_CROWDS
        ? Optional.of(limit(CROWD * people, nearBits + CROWD_BITS))
        : Optional.empty();
  }

  private TopicTexts.Limit limit(int fresh, int bits) {
    return new TopicTexts.Limit(fresh, EVERYBODY * people, bits, window.toNanos());
  }

  /// The rate of a text, of which the same (`isSame`) or one near it may have been said before.
  Rate rate(Fingerprint text, boolean isSame) {
    if (isCheer(text)) {
      return cheer;
    }
    return isSame ? same : similar;
  }

  boolean areNear(long shape, long other) {
    return Fingerprint.distance(shape, other) <= nearBits;
  }
}
