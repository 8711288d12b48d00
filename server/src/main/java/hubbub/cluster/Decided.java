package hubbub.cluster;

import hubbub.topic.Actor;
import hubbub.topic.Change;
import hubbub.topic.Decision;
import hubbub.topic.Effects;
import hubbub.topic.MembershipId;
import hubbub.topic.Outcome;
import java.util.ArrayList;
import java.util.List;

/// The result of a decision: its changes, already applied to the state, and the answers that follow
/// from them.
record Decided(List<Evolved> changes, List<Answer> answers) {

  /// An applied change, and what follows from it.
  record Evolved(Change change, Effects effects) {}

  /// The outcome of a request, by its [Ask#ticket], for the node that asked.
  record Answer(int node, Actor actor, long ticket, Outcome outcome) {
    /// Whether it acknowledges something that must not be lost. Joins and leaves end with the node
    /// that they came from.
    boolean mustWait() {
      return ticket != 0 && !(outcome instanceof Outcome.Refused);
    }

    static Answer to(Ask ask, Outcome outcome) {
      return new Answer(ask.node(), ask.request().actor(), ask.ticket(), outcome);
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
      MembershipId who = late.cause().membership();
      Actor actor = new Actor.Membership(who);
      answers.add(new Answer(who.node(), actor, late.cause().number(), late.outcome()));
    }
    return answers;
  }

  boolean isEmpty() {
    return changes.isEmpty() && answers.isEmpty();
  }
}
