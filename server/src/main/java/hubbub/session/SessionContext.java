package hubbub.session;

import hubbub.session.guard.Guard;
import hubbub.topic.KeywordPolicy;
import hubbub.topic.KindSettings;
import hubbub.topic.Reason;
import hubbub.topic.TopicName;
import hubbub.topic.Topics;
import java.util.Map;
import java.util.Optional;

/// What all sessions of a node share. Any thread.
public record SessionContext(
    Topics topics, Map<String, Kind> kinds, Guests guests, Guard guard, Traffic traffic) {

  /// What topics of one kind have in common at the edge.
  public record Kind(KindSettings settings, KeywordPolicy keywords) {}

  /// What sessions count as they go.
  public interface Traffic {
    /// A frame was refused for that reason.
    void refused(Reason reason);

    /// A message was handed on to its topic.
    void sent();

    /// A membership began, or ended.
    void memberships(int change);
  }

  public SessionContext {
    kinds = Map.copyOf(kinds);
  }

  /// The topic of that name, if it is a name and of a kind that is served here.
  Optional<TopicName> topicNamed(String name) {
    return TopicName.parse(name).filter(topic -> kinds.containsKey(topic.kind()));
  }

  /// Whether the members of that topic are still few enough to be best off together on its loop.
  boolean isSmall(TopicName topic) {
    return topics.snapshot(topic).filter(now -> now.members() >= 64).isEmpty();
  }

  Kind kindOf(TopicName topic) {
    Kind kind = kinds.get(topic.kind());
    if (kind == null) {
      throw new IllegalArgumentException(
          "topic: " + topic + " (expected: a kind of " + kinds.keySet() + ")");
    }
    return kind;
  }
}
