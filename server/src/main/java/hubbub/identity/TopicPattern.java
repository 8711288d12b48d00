package hubbub.identity;

import hubbub.topic.TopicName;

/// Some topics: one (`room:lobby`), those of a kind (`room:*`), or all (`*`).
public record TopicPattern(String text) {
  /// All topics.
  public static final TopicPattern ALL = new TopicPattern("*");

  /// The topics of the kind of `topic`.
  static TopicPattern kindOf(TopicName topic) {
    return new TopicPattern(topic.kind() + ":*");
  }

  /// Just `topic`.
  static TopicPattern only(TopicName topic) {
    return new TopicPattern(topic.value());
  }

  /// Whether `topic` is one of them.
  boolean matches(TopicName topic) {
    return equals(ALL) || equals(kindOf(topic)) || equals(only(topic));
  }
}
