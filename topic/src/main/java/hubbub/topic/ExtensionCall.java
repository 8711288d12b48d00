package hubbub.topic;

import hubbub.topic.extension.ExtensionContext;
import java.util.Optional;

/// One call of an extension, about one membership or none.
final class ExtensionCall implements ExtensionContext {
  private final DecisionBuilder decision;
  private final SlotTransaction transaction;
  private final About about;

  /// The subject of a call.
  record About(
      Optional<MembershipId> membership, Optional<Member> member, Optional<Change.Cause> cause) {
    static final About TOPIC = new About(Optional.empty(), Optional.empty(), Optional.empty());
  }

  ExtensionCall(DecisionBuilder decision, SlotTransaction transaction, About about) {
    this.decision = decision;
    this.transaction = transaction;
    this.about = about;
  }

  @Override
  public long now() {
    return decision.now;
  }

  @Override
  public Snapshot topic() {
    return decision.state.snapshot().at(decision.now);
  }

  @Override
  public Optional<MembershipId> membership() {
    return about.membership();
  }

  @Override
  public Optional<Member> member() {
    return about.member();
  }

  @Override
  public Optional<Refusal> silence() {
    return about.membership().flatMap(id -> SpeechRules.silence(decision, id));
  }

  @Override
  public Optional<Change.Cause> cause() {
    return about.cause();
  }

  @Override
  public void broadcast(String event, String payload) {
    tell(new Event.Custom(event, payload, Optional.empty()));
  }

  @Override
  public void broadcastExcept(MembershipId except, String event, String payload) {
    tell(new Event.Custom(event, payload, Optional.of(except)));
  }

  private void tell(Event.Custom event) {
    Payload.checkEvent(event.name());
    Payload.checkPayload(event.payload());
    transaction.tell(() -> decision.add(event));
  }

  @Override
  public void reply(Change.Cause cause, Outcome outcome) {
    if (outcome instanceof Outcome.Later) {
      throw new IllegalArgumentException("outcome: " + outcome + " (expected: one that has come)");
    }
    Payload.checkOutcome(outcome);
    transaction.tell(() -> decision.answerLate(cause, outcome));
  }

  @Override
  public SlotView slots() {
    return transaction.view(SlotScope.TOPIC);
  }

  @Override
  public SlotView assigns(MembershipId membership) {
    return transaction.view(new SlotScope.Assigns(membership));
  }
}
