package hubbub.topic;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The keyword board as it was told last, and what may not come to stand on it. Confined to the
/// thread of its [TopicState].
final class Board {
  /// Members are told of the board at most once in so long.
  static final long PACE_MILLIS = 1_000;

  /// How many keywords may be blocked at a time; for one more, the one that ends soonest is let go.
  static final int MOST_BLOCKS = 100;

  private List<Keyword> keywords = List.of();
  private Map<String, Long> blocks = Map.of();
  private long toldAt;

  /// The owner's own: it has something new to tell.
  private transient boolean isStale;

  /// The form in which two spellings of a keyword are the same: whatever their case (`Straße` is
  /// `STRASSE`), and however their accents are encoded.
  static String keyOf(String keyword) {
    if (isAscii(keyword)) {
      return keyword.toLowerCase(Locale.ROOT);
    }
    String folded = keyword.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(folded, Normalizer.Form.NFC);
  }

  private static boolean isAscii(String keyword) {
    for (int i = 0; i < keyword.length(); i++) {
      if (keyword.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  List<Keyword> keywords() {
    return keywords;
  }

  void tell(List<Keyword> now, long at) {
    keywords = now;
    toldAt = at;
    isStale = false;
  }

  void block(String keyword, long untilAt, long at) {
    Map<String, Long> left = new HashMap<>(blocks);
    left.values().removeIf(until -> until <= at);
    left.remove(keyOf(keyword));
    if (untilAt > at) {
      letGo(left);
      left.put(keyOf(keyword), untilAt);
    }
    blocks = Map.copyOf(left);
  }

  private static void letGo(Map<String, Long> left) {
    if (left.size() >= MOST_BLOCKS) {
      left.entrySet().stream()
          .min(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
          .map(Map.Entry::getKey)
          .ifPresent(left::remove);
    }
  }

  boolean isBlocked(String keyword, long now) {
    return now < blocks.getOrDefault(keyOf(keyword), 0L);
  }

  boolean isPinned(String keyword, long now) {
    for (Keyword one : keywords) {
      if (one.pinned() && now < one.expiresAt() && keyOf(one.keyword()).equals(keyOf(keyword))) {
        return true;
      }
    }
    return false;
  }

  /// Whether a change may be told now.
  boolean isDue(long now) {
    return toldAt == 0 || now >= toldAt + PACE_MILLIS;
  }

  /// Has the owner woken up as soon as a change may be told.
  void changesSoon() {
    isStale = true;
  }

  /// What waited has turned out to be no change.
  void changedNothing() {
    isStale = false;
  }

  /// When there is something to tell: a change that waits, or the end of a keyword.
  long dueAt() {
    long soonest = isStale ? 0 : Deadline.NEVER;
    for (Keyword keyword : keywords) {
      soonest = Math.min(soonest, keyword.expiresAt());
    }
    return soonest == Deadline.NEVER ? soonest : Math.max(soonest, toldAt + PACE_MILLIS);
  }

  Board copy() {
    Board copy = new Board();
    copy.keywords = keywords;
    copy.blocks = blocks;
    copy.toldAt = toldAt;
    return copy;
  }
}
