package hubbub.topic;

/// A deadline of which a topic has only one, and which has passed.
record SingleDeadline(Kind kind, long dueAt) implements Deadline {
  /// What is due.
  enum Kind {
    QUIET,
    SLOW,
    SHIELD,
    LINGER,
    SUCCESSION,
    BOARD,
    MESSAGES,
    HELD
  }
}
