package hubbub.session.guard;

import com.google.errorprone.annotations.Immutable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/// How often a text may be repeated. One id may say a text at the rate `same`, a short one at the
/// rate `cheer`, and texts that differ in at most `nearBits` bits of their shape at the rate
/// `similar`. `people` whom nobody knows may say the same long text in one topic within `window`;
/// then nobody may. Of a shorter text, more people may. People who are known do not count as these,
/// but only so many more of them may.
@Immutable
public record RepeatLimits(
    Rate same, Rate cheer, Rate similar, int nearBits, int people, Duration window) {
  private static final int LONGEST_CHEER = 12;
  private static final int SHORTEST_LONG = 32;
  private static final int SHORTEST_MIDDLING = 16;
  private static final int SHORTEST_OF_CROWDS = 6;
  private static final int CROWD = 3;
  private static final int CHEERING_CROWD = 8;
  private static final int EVERYBODY = 10;
  private static final int CROWD_BITS = 6;
  private static final int STRANGERS_BITS = 6;

  /// Who has said that many other things takes part in a conversation.
  private static final int CONVERSATION = 2;

  static boolean isCheer(Fingerprint text) {
    return text.weight() <= LONGEST_CHEER;
  }

  /// How many people may say that text in one topic; no limit, if it is too short to tell a raid
  /// from an audience. Among those whom nobody knows (`isFresh`), a shorter text tells, but takes
  /// more people. That many are never near by chance, so they need not be as near.
  ///
  /// An audience says the same, too, but not only that: whoever has lately said `others` that have
  /// nothing to do with the text takes part in a conversation, and may cheer.
  List<TopicTexts.Limit> crowds(Fingerprint text, boolean isFresh, IntSupplier others) {
    if (text.weight() >= SHORTEST_LONG) {
      return List.of(limit(people, isFresh ? nearBits + STRANGERS_BITS : nearBits, false));
    }
    List<TopicTexts.Limit> limits = new ArrayList<>(2);
    if (isFresh && text.weight() >= SHORTEST_MIDDLING) {
      limits.add(limit(CROWD * people, nearBits + CROWD_BITS, false));
    }
    if (isFresh && text.weight() >= SHORTEST_OF_CROWDS && others.getAsInt() < CONVERSATION) {
      limits.add(limit(CHEERING_CROWD * people, nearBits + CROWD_BITS, true));
    }
    return limits;
  }

  private TopicTexts.Limit limit(int fresh, int bits, boolean isOfCheers) {
    return new TopicTexts.Limit(fresh, EVERYBODY * people, bits, window.toNanos(), isOfCheers);
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

  /// Whether these texts are different things to say, and not one in two disguises.
  boolean areApart(Fingerprint text, Fingerprint other) {
    return Fingerprint.distance(text.shape(), other.shape()) > nearBits + CROWD_BITS
        && !text.sharesAnEnd(other);
  }
}
