package hubbub.session;

import hubbub.session.guard.MessageRule;
import hubbub.topic.Command;
import hubbub.topic.Quiet;
import hubbub.topic.Rank;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.Snapshot;
import hubbub.topic.Standing;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What a message can be refused for without asking the topic: mute, quiet mode. Pure functions of
/// the newest view that this node has.
///
/// A deadline is judged here only while it is further off than [#MARGIN_MILLIS], so that two clocks
/// which differ a little never refuse what the owner would let pass; within it the owner is asked.
/// Slow mode is the owner's.
final class Edge {
  private static final long MARGIN_MILLIS = 250;

  private Edge() {}

  /// Why a member of that standing may not speak at `now`, if so.
  static Optional<Refusal> voice(Snapshot topic, Standing me, long now) {
    if (isBefore(now, me.mutedUntilAt())) {
      return Optional.of(
          me.mutedUntilAt() == Long.MAX_VALUE
              ? Refusal.of(Reason.MUTED)
              : Refusal.of(Reason.MUTED, "until_at", me.mutedUntilAt()));
    }
    return topic.quiet().filter(quiet -> silences(quiet, me.rank(), now)).map(Edge::quiet);
  }

  private static boolean silences(Quiet quiet, Rank rank, long now) {
    OptionalLong until = quiet.untilAt();
    return !rank.isAtLeast(quiet.minRank())
        && (until.isEmpty() || isBefore(now, until.getAsLong()));
  }

  private static Refusal quiet(Quiet quiet) {
    Map<String, Object> details = new HashMap<>();
    details.put("min_rank", quiet.minRank().word());
    quiet.untilAt().ifPresent(at -> details.put("until_at", at));
    return new Refusal(Reason.QUIET, details);
  }

  private static boolean isBefore(long now, long deadline) {
    return deadline != 0 && now < deadline - MARGIN_MILLIS;
  }

  /// The message as its topic is to get it: with the terms that may become keywords.
  static Command.Send withTerms(Command.Send send, Commons.Kind kind) {
    return new Command.Send(
        send.body(), send.nonce(), send.meta(), kind.keywords().terms(send.body().value()));
  }

  /// What the guard is to judge.
  static MessageRule.Message message(Membership from, Command.Send send, String address) {
    return new MessageRule.Message(
        from.topic(), from.member(), address, send.body().value(), System.nanoTime());
  }
}
