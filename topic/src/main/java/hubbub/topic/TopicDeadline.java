package hubbub.topic;

/// A deadline of which a topic has only one, and which has passed.
final class TopicDeadline extends Deadline {
  /// What is due.
  enum Of {
    QUIET,
    SLOW,
    LINGER,
    SUCCESSION,
    BOARD,
    MESSAGES;

    /// The current deadline in `state`, or [#NEVER].
    long dueAt(TopicState state) {
      return switch (this) {
        case QUIET -> state.modes().quietEndsAt();
        case SLOW -> state.modes().slowEndsAt();
        case LINGER -> state.life().lingerEndsAt();
        case SUCCESSION -> state.life().successionAt(state.settings(), state.people().heirs());
        case BOARD -> state.board().dueAt();
        case MESSAGES -> state.messages().dueAt();
      };
    }
  }

  private final Of of;
  private final long dueAt;

  TopicDeadline(Of of, long dueAt) {
    this.of = of;
    this.dueAt = dueAt;
  }

  Of of() {
    return of;
  }

  @Override
  long dueAt() {
    return dueAt;
  }
}
