package hubbub.session;

import hubbub.topic.AddressPrefix;
import hubbub.topic.Command;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.SpeechRestrictions;
import hubbub.topic.extension.MessageRule;
import java.util.Optional;

/// Refuses messages without asking the topic, for a mute or quiet mode. Judges by the newest
/// snapshot that this node has; keeps no state.
///
/// The edge refuses by a deadline only while it is more than [#MARGIN_MILLIS] away, so that a small
/// difference between two clocks never refuses what the owner would accept. Within the margin, the
/// owner decides. Slow mode is always left to the owner: a message repeated with its nonce must get
/// its first reply.
final class Edge {
  private static final long MARGIN_MILLIS = 250;

  private Edge() {}

  /// Why a member with that voice may not speak at `now`; empty if it may.
  static Optional<Refusal> voice(SpeechRestrictions voice, long now) {
    return voice.refusal(now, MARGIN_MILLIS).filter(refusal -> refusal.reason() != Reason.SLOW);
  }

  /// The message with the terms that may become keywords, ready for its topic.
  static Command.Send withTerms(Command.Send send, SessionContext.Kind kind) {
    return new Command.Send(
        send.body(), send.nonce(), send.meta(), kind.keywords().terms(send.body().value()));
  }

  /// The message as the guard judges it, stamped with the monotonic clock.
  static MessageRule.Message message(
      Membership from, String said, Optional<AddressPrefix> address) {
    return new MessageRule.Message(from.topic(), from.member(), address, said, System.nanoTime());
  }
}
