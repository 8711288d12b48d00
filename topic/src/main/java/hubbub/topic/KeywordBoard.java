package hubbub.topic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The keyword board last broadcast, and the keywords blocked from it. Confined to the thread of
/// its [TopicState].
final class KeywordBoard {
  /// The minimum time between two broadcasts of what people's messages changed.
  static final long PACE_MILLIS = 1_000;

  /// The most keywords blocked at a time. One more evicts the block that ends soonest.
  static final int MOST_BLOCKS = 100;

  private List<Keyword> keywords;
  private Map<String, Long> blocks;
  private long toldAt;

  /// An empty board.
  KeywordBoard() {
    this(new TopicImage.Board(List.of(), Map.of(), 0));
  }

  KeywordBoard(TopicImage.Board image) {
    this.keywords = image.keywords();
    this.blocks = image.blocks();
    this.toldAt = image.toldAt();
  }

  List<Keyword> keywords() {
    return keywords;
  }

  void tell(List<Keyword> now, long at) {
    keywords = now;
    toldAt = at;
  }

  void block(String keyword, long untilAt, long at) {
    Map<String, Long> left = new HashMap<>(blocks);
    left.values().removeIf(until -> until <= at);
    left.remove(Keyword.keyOf(keyword));
    if (untilAt > at) {
      letGo(left);
      left.put(Keyword.keyOf(keyword), untilAt);
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
    return now < blocks.getOrDefault(Keyword.keyOf(keyword), 0L);
  }

  boolean isPinned(String keyword, long now) {
    for (Keyword one : keywords) {
      if (one.pinned()
          && now < one.expiresAt()
          && Keyword.keyOf(one.keyword()).equals(Keyword.keyOf(keyword))) {
        return true;
      }
    }
    return false;
  }

  /// The earliest time for the next broadcast.
  long nextBroadcastAt() {
    return toldAt == 0 ? 0 : toldAt + PACE_MILLIS;
  }

  /// When the first keyword has expired and that may be broadcast, or [Deadline#NEVER].
  long dueAt() {
    long soonest = Deadline.NEVER;
    for (Keyword keyword : keywords) {
      soonest = Math.min(soonest, keyword.expiresAt());
    }
    return Math.max(soonest, nextBroadcastAt());
  }

  TopicImage.Board image() {
    return new TopicImage.Board(keywords, blocks, toldAt);
  }
}
