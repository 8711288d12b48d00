package hubbub.topic;

import java.util.Optional;

/// Decides for one topic: rules as functions, of a state that they leave alone. Used by the owner,
/// on its thread.
public final class Topic {
  public Topic(KindSettings settings, Optional<TopicExtension> extension, Ids ids) {}

  /// What `request` leads to at `now`.
  public Decision decide(TopicState state, Request request, long now) {
    throw new UnsupportedOperationException();
  }

  /// What has expired by `now`: called at [TopicState#wakeAt].
  public Decision expire(TopicState state, long now) {
    throw new UnsupportedOperationException();
  }

  /// Answers what only reads, on the thread that owns `state`: the owner's or a replica's.
  public static Outcome read(TopicState state, Command.Read command) {
    throw new UnsupportedOperationException();
  }
}
