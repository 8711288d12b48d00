package hubbub.cluster.sim;

/// What somebody does in a run. People are numbered; a text is said once.
sealed interface SimStep {
  /// A person comes, if it is not there.
  record Come(int person) implements SimStep {}

  /// A person says that.
  record Say(int person, String text) implements SimStep {}

  /// A person sets this title.
  record SetTitle(int person, String text) implements SimStep {}

  /// A person's connection breaks; it comes back.
  record Drop(int person) implements SimStep {}

  /// A person leaves for good, or until it comes again.
  record Leave(int person) implements SimStep {}

  /// A person falls behind the log.
  record Lag(int person) implements SimStep {}

  /// A person asks for what a new member gets.
  record Resync(int person) implements SimStep {}

  /// A person looks at the history.
  record Read(int person) implements SimStep {}

  /// Somebody watches a topic for a while, through the node at a place.
  record Watch(int place, int topic) implements SimStep {}

  /// A program says that in a topic, through the node at a place, with a nonce.
  record SayFromOutside(int place, int topic, String text) implements SimStep {}

  /// An operator moderates a topic, through the node at a place.
  record Moderate(int place, int topic, Act act, int person) implements SimStep {}

  /// How an operator moderates: all but the first two undo themselves after a while.
  enum Act {
    UNMUTE,
    LOUD,
    MUTE,
    QUIET,
    KICK
  }
}
