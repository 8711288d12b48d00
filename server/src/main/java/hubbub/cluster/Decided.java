package hubbub.cluster;

import hubbub.topic.Actor;
import hubbub.topic.Change;
import hubbub.topic.Decision;
import hubbub.topic.Effects;
import hubbub.topic.Outcome;
import java.util.ArrayList;
import java.util.List;

/// The result of a decision: its changes, already applied to the state, and the answers that follow
/// from them.
record Decided(List<Evolved> changes, List<Answer> answers) {

  /// An applied change, and what follows from it.
  record Evolved(Change change, Effects effects) {}

  /// The outcome of a request, by its [Ask#ticket].
  record Answer(Actor actor, long ticket, Outcome outcome) {
    static Answer to(Ask ask, Outcome outcome) {
      return new Answer(ask.request().actor(), ask.ticket(), outcome);
    }
  }

  /// An answer that needed no decision.
  static Decided answered(Ask ask, Outcome outcome) {
    return new Decided(List.of(), List.of(Answer.to(ask, outcome)));
  }

  /// The result of a decision that was not requested, such as an expiry.
  static Decided of(Reign.Done done) {
    return new Decided(done.changes(), lateAnswers(done.decision()));
  }

  /// The result of a request, with its answer unless that comes later.
  static Decided of(Reign.Done done, Ask ask) {
    List<Answer> answers = lateAnswers(done.decision());
    Outcome outcome = done.decision().outcome();
    if (!(outcome instanceof Outcome.Later)) {
      answers.add(Answer.to(ask, outcome));
    }
    return new Decided(done.changes(), answers);
  }

  private static List<Answer> lateAnswers(Decision decision) {
    List<Answer> answers = new ArrayList<>(1);
    for (Decision.Late late : decision.late()) {
      Actor actor = new Actor.Membership(late.cause().membership());
      answers.add(new Answer(actor, late.cause().number(), late.outcome()));
    }
    return answers;
  }

  boolean isEmpty() {
    return changes.isEmpty() && answers.isEmpty();
  }
}
