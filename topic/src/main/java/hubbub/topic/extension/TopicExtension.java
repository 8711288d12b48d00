package hubbub.topic.extension;

import hubbub.topic.Command;
import hubbub.topic.Outcome;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import java.util.Optional;

/// Adds commands, events and state to a kind of topic. Called only in a topic's owner, on its
/// thread, so it must not block. One instance serves all topics of its kind, and keeps what belongs
/// to one topic in [Slot]s.
///
/// An exception is a bug, and voids the call. A join is then refused `join crashed`, a command
/// `internal`, and its sender must wait before the extension is called for it again; nobody else
/// notices. An exception from [#onExpired], which nobody asked for, is the topic's: if it happens
/// again within 10 s, the topic loses all its state, and its members rejoin.
public interface TopicExtension {
  /// The kind that this extension serves.
  String kind();

  /// Called when a membership is about to begin and nothing else forbids it. Return a refusal to
  /// reject the join.
  default Optional<Refusal> joining(ExtensionContext context) {
    return Optional.empty();
  }

  /// Carries out one of its own commands. If it refuses, nothing else of the call takes effect.
  /// After [Outcome.Later] it must [ExtensionContext#reply] to the command's
  /// [ExtensionContext#cause].
  default Outcome command(ExtensionContext context, Command.Custom command) {
    return new Outcome.Refused(Refusal.of(Reason.UNKNOWN_COMMAND));
  }

  /// A value expired and is removed. The value returned, if any, is put into the same or another
  /// slot of the same topic or membership. Called once per deadline; never for a value that was
  /// removed, touched or replaced in time.
  default Optional<Slot.Filled<?>> onExpired(ExtensionContext context, String name, Object value) {
    return Optional.empty();
  }

  /// A value was removed, or its topic or membership is over. Called once for each such value,
  /// after everybody has been shown the change. The extension can't prevent it; what it throws is
  /// logged.
  default void onRemoved(String name, Object value) {}
}
