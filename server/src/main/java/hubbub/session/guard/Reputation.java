package hubbub.session.guard;

import hubbub.topic.TopicName;
import java.util.List;

/// What the guard knows against somebody in one topic, for its moderators: the score and strikes,
/// what follows on the next strike, and the latest verdicts there, the oldest first. `limit` is
/// where the score becomes a strike.
public record Reputation(
    double score, double limit, int strikes, String next, List<Judged> verdicts) {
  public Reputation {
    verdicts = List.copyOf(verdicts);
  }

  /// A verdict: the rule's word, what came of it (`refuse`, `hold`, `mask`, `mute`, `score`, or a
  /// step of the ladder), and the score from then on. `isDry` if it was not enforced. `atNanos` is
  /// on the monotonic clock of the node.
  public record Judged(
      TopicName topic, String rule, String verdict, double score, boolean isDry, long atNanos) {}
}
