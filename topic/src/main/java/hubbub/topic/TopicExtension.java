package hubbub.topic;

import java.util.Optional;

/// A kind of topic with commands, events and state of its own. Called in a topic's owner alone, on
/// its thread, so it must not block; one instance serves all topics of its kind, and keeps what
/// belongs to one of them in [Slot]s.
///
/// What it throws is a bug, and nothing of that call happens. A join that met it is refused `join
/// crashed`, a command `internal`, and its sender has to wait before the extension is asked for it
/// again; all others notice nothing. One thrown by [#onExpired], which nobody asked for, is the
/// topic's: if it happens again within 10 s, all that the topic has is lost, and its members join
/// anew.
public interface TopicExtension {
  /// The kind that this extension serves.
  String kind();

  /// A membership is about to begin, and nothing else keeps it out; what it is to be refused for,
  /// if so.
  default Optional<Refusal> joining(ExtensionContext turn) {
    return Optional.empty();
  }

  /// Answers a command of its own; if it refuses it, nothing of the call happens. [Outcome.Later]
  /// promises a [ExtensionContext#reply] to its [ExtensionContext#cause].
  default Outcome command(ExtensionContext turn, Command.Custom command) {
    return new Outcome.Refused(Refusal.of(Reason.UNKNOWN_COMMAND));
  }

  /// A value's time has come: it stands no more, and what is answered stands instead, in the same
  /// slot or another of the same topic or membership. Once per deadline; never for a value that was
  /// removed, touched or replaced in time.
  default Optional<Slot.Filled<?>> onExpired(ExtensionContext turn, String name, Object value) {
    return Optional.empty();
  }

  /// A value was removed, or its topic or membership is over. Nothing can come of it; what it
  /// throws is logged.
  default void onRemoved(String name, Object value) {}
}
