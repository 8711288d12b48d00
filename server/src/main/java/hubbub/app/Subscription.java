package hubbub.app;

import hubbub.topic.Command;
import hubbub.topic.Ending;
import hubbub.topic.Outcome;
import hubbub.topic.Refusal;
import hubbub.topic.Snapshot;
import hubbub.topic.TopicName;
import java.util.concurrent.CompletionStage;

/// A membership of this very process: a bot, say. It is a member like any other, so it is present
/// and keeps its topic alive; and a cursor like any other: it reads the topic's log at its own pace
/// and slows nobody down. Any thread.
public interface Subscription extends AutoCloseable {
  /// Asks as this member. The outcome comes behind the events that it follows from.
  CompletionStage<Outcome> send(Command command);

  /// Leaves.
  @Override
  void close();

  /// An event as every client gets it: its word, and its payload, a JSON object as text.
  record Told(TopicName topic, long seq, String event, String payload) {}

  /// Hears what a topic tells, one call at a time, on a virtual thread; may block.
  @FunctionalInterface
  interface Listener {
    /// The next event: in order, without gaps or doubles.
    void told(Told event);

    /// The membership began; what is told comes behind `topic`.
    default void entered(Snapshot topic) {}

    /// The membership never began.
    default void refused(Refusal refusal) {}

    /// The log went on without this listener: what is told now comes behind `topic`.
    default void lagged(Snapshot topic) {}

    /// The membership is over, and nothing more comes.
    default void ended(Ending ending) {}
  }
}
