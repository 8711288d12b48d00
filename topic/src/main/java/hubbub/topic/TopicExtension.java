package hubbub.topic;

/// A kind of topic with commands, events and state of its own.
public interface TopicExtension {
  /// The kind that this extension serves.
  String kind();
}
