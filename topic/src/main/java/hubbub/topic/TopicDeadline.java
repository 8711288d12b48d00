package hubbub.topic;

/// A deadline that a topic has but once.
final class TopicDeadline extends Deadline {
  /// What ends.
  enum Of {
    QUIET,
    SLOW,
    LINGER,
    SUCCESSION,
    BOARD,
    MESSAGES
  }

  private final Of of;
  private final TopicState state;

  TopicDeadline(Of of, TopicState state) {
    this.of = of;
    this.state = state;
  }

  Of of() {
    return of;
  }

  @Override
  long dueAt() {
    return switch (of) {
      case QUIET -> state.modes().quietEndsAt();
      case SLOW -> state.modes().slowEndsAt();
      case LINGER -> state.life().lingerEndsAt();
      case SUCCESSION -> state.life().successionAt(state.settings(), state.people().heirs());
      case BOARD -> state.board().dueAt();
      case MESSAGES -> state.messages().dueAt();
    };
  }
}
