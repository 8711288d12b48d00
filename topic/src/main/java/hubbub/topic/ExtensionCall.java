package hubbub.topic;

import hubbub.topic.extension.ExtensionContext;
import java.util.Optional;

/// One call of an extension, about one membership or none.
final class ExtensionCall implements ExtensionContext {
  private final DecisionBuilder draft;
  private final SlotTransaction staging;
  private final About about;

  /// The subject of a call.
  record About(
      Optional<MembershipId> membership, Optional<Member> member, Optional<Change.Cause> cause) {
    static final About TOPIC = new About(Optional.empty(), Optional.empty(), Optional.empty());
  }

  ExtensionCall(DecisionBuilder draft, SlotTransaction staging, About about) {
    this.draft = draft;
    this.staging = staging;
    this.about = about;
  }

  @Override
  public long now() {
    return draft.now;
  }

  @Override
  public Snapshot topic() {
    return draft.state.snapshot().at(draft.now);
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
    return about.membership().flatMap(id -> SpeechRules.silence(draft, id));
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
    staging.tell(() -> draft.add(event));
  }

  @Override
  public void reply(Change.Cause cause, Outcome outcome) {
    if (outcome instanceof Outcome.Later) {
      throw new IllegalArgumentException("outcome: " + outcome + " (expected: one that has come)");
    }
    Payload.checkOutcome(outcome);
    staging.tell(() -> draft.answerLate(cause, outcome));
  }

  @Override
  public SlotView slots() {
    return staging.view(SlotScope.TOPIC);
  }

  @Override
  public SlotView assigns(MembershipId membership) {
    return staging.view(new SlotScope.Assigns(membership));
  }
}
