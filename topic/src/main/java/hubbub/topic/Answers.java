package hubbub.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a membership's latest commands were answered, but for a plain ok and for messages, which
/// are looked up in the topic: as many as may be under way, in 16 KiB; what was longer in all is
/// remembered as lost, the oldest first.
final class Answers {
  private static final int MOST = 32;
  private static final int MOST_BYTES = 16 * 1024;

  /// What is answered where it is no longer known: the command was carried out.
  static final Outcome LOST = DecisionBuilder.refused(Reason.INTERNAL);

  private final List<Answer> answers;
  private int bytes;

  private record Answer(long number, Outcome outcome) {
    int bytes() {
      return outcome instanceof Outcome.Custom custom
          ? 2 * (custom.status().length() + custom.response().length())
          : 0;
    }
  }

  Answers() {
    this.answers = new ArrayList<>(0);
  }

  Answers(Answers other) {
    this.answers = new ArrayList<>(other.answers);
    this.bytes = other.bytes;
  }

  Optional<Outcome> of(long number) {
    return answers.stream()
        .filter(answer -> answer.number() == number)
        .map(Answer::outcome)
        .findFirst();
  }

  /// The `number`th command was answered so, whatever it was answered before.
  void put(long number, Outcome outcome) {
    if (!answers.isEmpty() && number <= answers.getLast().number()) {
      answers.removeIf(answer -> answer.number() == number);
      bytes = answers.stream().mapToInt(Answer::bytes).sum();
    }
    Answer newest = new Answer(number, outcome);
    answers.add(newest);
    bytes += newest.bytes();
    if (answers.size() > MOST) {
      bytes -= answers.remove(oldestGiven()).bytes();
    }
    for (int i = 0; bytes > MOST_BYTES; i++) {
      Answer answer = answers.get(i);
      if (answer.bytes() > 0) {
        bytes -= answer.bytes();
        answers.set(i, new Answer(answer.number(), LOST));
      }
    }
  }

  /// One that is still to come is kept longer.
  private int oldestGiven() {
    for (int i = 0; i < answers.size(); i++) {
      if (!(answers.get(i).outcome() instanceof Outcome.Later)) {
        return i;
      }
    }
    return 0;
  }
}
