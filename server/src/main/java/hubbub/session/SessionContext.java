package hubbub.session;

import hubbub.identity.Identities;
import hubbub.session.guard.Guard;
import hubbub.topic.KindSettings;
import hubbub.topic.Reason;
import hubbub.topic.TopicName;
import hubbub.topic.extension.KeywordPolicy;
import hubbub.topic.port.Topics;
import java.util.Map;
import java.util.Optional;

/// What all sessions of a node share. Any thread.
public record SessionContext(
    Topics topics,
    Map<String, Kind> kinds,
    Identities identities,
    Guard guard,
    Traffic traffic,
    Draining draining) {

  /// What the edge needs to know of a kind of topic.
  public record Kind(KindSettings settings, KeywordPolicy keywords) {}

  /// Counters that sessions update.
  public interface Traffic {
    /// A frame was refused for `reason`.
    void refused(Reason reason);

    /// A message was sent to its topic.
    void sent();

    /// The number of memberships changed by `change`.
    void memberships(int change);
  }

  public SessionContext {
    kinds = Map.copyOf(kinds);
  }

  /// Parses `name`; empty if it is not a topic's name, or of a kind that is not served here.
  Optional<TopicName> topicNamed(String name) {
    return TopicName.parse(name).filter(topic -> kinds.containsKey(topic.kind()));
  }

  /// Whether the topic has so few members (under 64) that they are best kept together on its loop.
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
