package hubbub.topic;

import hubbub.topic.extension.ExtensionContext;
import hubbub.topic.extension.Payload;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// One call of an extension, about one membership or none.
final class ExtensionCall implements ExtensionContext {
  private static final List<String> RESERVED = List.of("seq", "at", "status", "response");

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
  public void broadcast(String event, Payload payload) {
    tell(new Event.Custom(event, payload, Optional.empty()));
  }

  @Override
  public void broadcastExcept(MembershipId except, String event, Payload payload) {
    tell(new Event.Custom(event, payload, Optional.of(except)));
  }

  private void tell(Event.Custom event) {
    check(event);
    transaction.tell(() -> decision.add(event));
  }

  @Override
  public void reply(Change.Cause cause, Outcome outcome) {
    if (outcome instanceof Outcome.Later) {
      throw new IllegalArgumentException("outcome: " + outcome + " (expected: one that has come)");
    }
    check(outcome);
    transaction.tell(() -> decision.answerLate(cause, outcome));
  }

  /// Some clients split frames at commas and never unescape, and `phx_` is Phoenix's own.
  private static void check(Event.Custom event) {
    String word = event.name();
    if (word.isEmpty()
        || word.startsWith("phx_")
        || word.chars().anyMatch(c -> c < ' ' || c == 0x7f || ",\"\\".indexOf(c) >= 0)) {
      throw new IllegalArgumentException(
          "event: " + word + " (expected: no comma, quote, backslash or phx_ in front)");
    }
    for (String key : RESERVED) {
      if (event.payload().fields().containsKey(key)) {
        throw new IllegalArgumentException(
            "payload: it has the key "
                + key
                + ", which is the server's (what comes from a client belongs one level deeper)");
      }
    }
  }

  /// An outcome or refusal that is null would fail far from the extension that made it.
  static void check(Outcome outcome) {
    Objects.requireNonNull(outcome, "outcome");
    if (outcome instanceof Outcome.Refused refused) {
      Objects.requireNonNull(refused.refusal(), "refusal");
    }
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
