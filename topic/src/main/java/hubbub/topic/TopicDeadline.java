package hubbub.topic;

import java.util.function.LongSupplier;

/// A deadline that a topic has but once.
final class TopicDeadline extends Deadline {
  /// What ends.
  enum Of {
    QUIET,
    SLOW,
    LINGER,
    SUCCESSION,
    BOARD
  }

  private final Of of;
  private final LongSupplier due;

  TopicDeadline(Of of, LongSupplier due) {
    this.of = of;
    this.due = due;
  }

  Of of() {
    return of;
  }

  @Override
  long dueAt() {
    return due.getAsLong();
  }
}
