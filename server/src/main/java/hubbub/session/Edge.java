package hubbub.session;

import hubbub.session.guard.MessageRule;
import hubbub.topic.AddressPrefix;
import hubbub.topic.Command;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.Voice;
import java.util.Optional;

/// What a message can be refused for without asking the topic: mute, quiet mode. Pure functions of
/// the newest view that this node has.
///
/// A deadline is judged here only while it is further off than [#MARGIN_MILLIS], so that two clocks
/// which differ a little never refuse what the owner would let pass; within it the owner is asked.
/// Slow mode is the owner's to refuse: what is said again with its nonce has to get its first
/// reply.
final class Edge {
  private static final long MARGIN_MILLIS = 250;

  private Edge() {}

  /// Why a member with that voice may not speak at `now`, if so.
  static Optional<Refusal> voice(Voice voice, long now) {
    return voice.refusal(now, MARGIN_MILLIS).filter(refusal -> refusal.reason() != Reason.SLOW);
  }

  /// The message as its topic is to get it: with the terms that may become keywords.
  static Command.Send withTerms(Command.Send send, SessionContext.Kind kind) {
    return new Command.Send(
        send.body(), send.nonce(), send.meta(), kind.keywords().terms(send.body().value()));
  }

  /// What the guard is to judge.
  static MessageRule.Message message(
      Membership from, String said, Optional<AddressPrefix> address) {
    return new MessageRule.Message(from.topic(), from.member(), address, said, System.nanoTime());
  }
}
