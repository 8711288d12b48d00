package hubbub.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The replies to a membership's latest commands, kept in case a command is repeated. Plain ok is
/// not stored; neither are messages, which are looked up in the topic. Holds at most 32 replies, as
/// many as may be in flight, and 16 KiB of text; beyond that the oldest texts are replaced by
/// [#LOST].
final class RememberedReplies {
  private static final int MOST = 32;
  private static final int MOST_BYTES = 16 * 1024;

  /// Stands in for a forgotten reply to a command that was carried out.
  static final Outcome LOST = Outcome.refused(Reason.INTERNAL);

  private final List<Answer> answers;
  private int bytes;

  private record Answer(long number, Outcome outcome) {
    int bytes() {
      return outcome instanceof Outcome.Custom custom
          ? 2 * (custom.status().length() + custom.response().size())
          : 0;
    }
  }

  RememberedReplies() {
    this.answers = new ArrayList<>(0);
  }

  Optional<Outcome> of(long number) {
    return answers.stream()
        .filter(answer -> answer.number() == number)
        .map(Answer::outcome)
        .findFirst();
  }

  List<TopicImage.Reply> image() {
    return answers.stream()
        .map(answer -> new TopicImage.Reply(answer.number(), answer.outcome()))
        .toList();
  }

  /// Stores the reply to the `number`th command, replacing any earlier one.
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

  /// The oldest reply that is not [Outcome.Later]: pending ones are kept longer.
  private int oldestGiven() {
    for (int i = 0; i < answers.size(); i++) {
      if (!(answers.get(i).outcome() instanceof Outcome.Later)) {
        return i;
      }
    }
    return 0;
  }
}
