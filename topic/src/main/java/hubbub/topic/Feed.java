package hubbub.topic;

/// A topic's log on one node, as those who follow it see it; from any thread, without waiting.
public interface Feed {
  /// The newest view of the topic: at least as new as everything before [#head].
  Snapshot snapshot();

  /// The place that the next frame will have.
  long head();
}
