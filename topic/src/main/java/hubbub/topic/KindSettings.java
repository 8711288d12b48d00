package hubbub.topic;

import java.util.Map;
import java.util.OptionalInt;

/// The settings of a kind of topic (`hubbub.kinds.<kind>.*`); times in milliseconds.
public record KindSettings(
    int history,
    int historyBytes,
    long lingerMillis,
    boolean listed,
    Rank founderRank,
    boolean succession,
    Keywords keywords,
    int presenceLimit,
    OptionalInt maxMembers,
    int maxBody,
    Map<String, Rank> ranks) {

  /// The keyword board: how many stand, how long they live from their last use, and how many people
  /// must use a term within which time for it to be born.
  public record Keywords(int max, long ttlMillis, int people, long windowMillis, String language) {
    /// As in the table of settings.
    public static final Keywords DEFAULT = new Keywords(15, 600_000, 2, 120_000, "auto");
  }

  /// As in the table of settings.
  public static final KindSettings DEFAULT =
      new KindSettings(
          100,
          128 * 1024,
          15_000,
          false,
          Rank.MODERATOR,
          true,
          Keywords.DEFAULT,
          1000,
          OptionalInt.empty(),
          4096,
          Map.of());

  public KindSettings {
    ranks = Map.copyOf(ranks);
  }
}
