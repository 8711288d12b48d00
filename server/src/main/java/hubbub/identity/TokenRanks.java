package hubbub.identity;

import hubbub.topic.Rank;
import hubbub.topic.TopicName;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The ranks that a token claims, and what its issuer may claim at most. The claim for a topic
/// counts before that for its kind, and that before the one for all topics. Immutable.
public record TokenRanks(Map<TopicPattern, Rank> claimed, Bound bound) {

  /// The highest rank that an issuer may claim, and in which topics.
  public record Bound(Rank most, List<TopicPattern> topics) {
    /// Any rank in any topic.
    public static final Bound NONE = new Bound(Rank.OWNER, List.of(TopicPattern.ALL));

    public Bound {
      topics = List.copyOf(topics);
    }
  }

  public TokenRanks {
    claimed = Map.copyOf(claimed);
  }

  /// The rank in `topic`.
  Rank in(TopicName topic) {
    if (bound.topics().stream().noneMatch(its -> its.matches(topic))) {
      return Rank.GUEST;
    }
    Rank rank =
        Stream.of(TopicPattern.only(topic), TopicPattern.kindOf(topic), TopicPattern.ALL)
            .filter(claimed::containsKey)
            .findFirst()
            .map(claimed::get)
            .orElse(Rank.GUEST);
    return rank.isAtLeast(bound.most()) ? bound.most() : rank;
  }
}
