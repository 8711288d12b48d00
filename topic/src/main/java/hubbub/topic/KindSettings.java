package hubbub.topic;

import java.util.Map;
import java.util.OptionalInt;

/// The settings of a kind of topic (`hubbub.kinds.<kind>.*`). Times are milliseconds.
///
/// @param historyWhenEmptyMillis how long a registered topic that has a history is kept while
///   nobody is in it; 0: it ends
/// @param surge how many guests whom the topic does not know raise the shield by joining within 10
///   seconds; 0: it stays down
public record KindSettings(
    int history,
    int historyBytes,
    long historyWhenEmptyMillis,
    long lingerMillis,
    boolean listed,
    Found found,
    Rank founderRank,
    boolean succession,
    Keywords keywords,
    int presenceLimit,
    OptionalInt maxMembers,
    int maxBody,
    int surge,
    Map<String, Rank> ranks) {

  /// Who may be the first to join a topic that is not registered.
  public enum Found {
    ANYONE,
    ACCOUNTS,
    NOBODY
  }

  /// The keyword board: at most `max` keywords, each living for `ttlMillis` after its last use. A
  /// term becomes a keyword when `people` people use it within `windowMillis`.
  public record Keywords(int max, long ttlMillis, int people, long windowMillis, String language) {
    /// The defaults listed in the settings table.
    public static final Keywords DEFAULT = new Keywords(15, 600_000, 2, 120_000, "auto");
  }

  /// The defaults listed in the settings table.
  public static final KindSettings DEFAULT =
      new KindSettings(
          100,
          128 * 1024,
          0,
          15_000,
          false,
          Found.ANYONE,
          Rank.MODERATOR,
          true,
          Keywords.DEFAULT,
          1000,
          OptionalInt.empty(),
          4096,
          60,
          Map.of());

  public KindSettings {
    ranks = Map.copyOf(ranks);
  }
}
