package hubbub.topic.extension;

import hubbub.topic.Snapshot;
import hubbub.topic.TopicName;
import java.util.Optional;

/// Something that somebody is about to show to everybody in a topic, at `nowNanos` on a monotonic
/// clock. `meta` is the JSON object that comes with a message. `snapshot` has the topic's modes and
/// title; empty if this node does not have the topic yet.
public record Utterance(
    TopicName topic,
    What what,
    String text,
    Optional<String> meta,
    Speaker speaker,
    Optional<Snapshot> snapshot,
    long nowNanos) {

  /// What the text is.
  public enum What {
    /// The body of a message.
    MESSAGE,
    /// A new nick.
    NICK,
    /// The nick with which somebody wants to join.
    NICK_AT_JOIN,
    /// The title of the topic.
    TITLE,
    /// A keyword to pin.
    KEYWORD
  }
}
