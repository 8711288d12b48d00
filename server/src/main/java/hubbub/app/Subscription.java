package hubbub.app;

import com.google.errorprone.annotations.CheckReturnValue;
import hubbub.topic.Command;
import hubbub.topic.Ending;
import hubbub.topic.Outcome;
import hubbub.topic.Refusal;
import hubbub.topic.Snapshot;
import hubbub.topic.TopicName;
import hubbub.topic.extension.Payload;
import java.util.concurrent.CompletionStage;

/// A membership inside this process, a bot's for example. Like any member, it is listed in presence
/// and keeps its topic alive. It reads the topic's log at its own pace and slows nobody down. Any
/// thread.
public interface Subscription extends AutoCloseable {
  /// Sends a command as this member. The outcome arrives after the events that led to it; it may be
  /// a refusal, so do not ignore it.
  @CheckReturnValue
  CompletionStage<Outcome> send(Command command);

  /// Leaves the topic.
  @Override
  void close();

  /// An event as every client gets it: its name and its payload.
  record Told(TopicName topic, long seq, String event, Payload payload) {}

  /// Receives a topic's events, one call at a time, on a virtual thread; may block.
  @FunctionalInterface
  interface Listener {
    /// The next event: in order, without gaps or duplicates.
    void told(Told event);

    /// The join succeeded. Events after `topic` follow.
    default void entered(Snapshot topic) {}

    /// The join was refused; nothing more follows.
    default void refused(Refusal refusal) {}

    /// The log dropped events before this listener had read them. Events after `topic` follow.
    default void lagged(Snapshot topic) {}

    /// The membership has ended; nothing more follows.
    default void ended(Ending ending) {}
  }
}
