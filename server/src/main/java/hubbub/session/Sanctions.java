package hubbub.session;

import hubbub.session.guard.Judgement;
import hubbub.session.guard.Judgement.Sanction;
import hubbub.topic.Actor;
import hubbub.topic.Command;
import hubbub.topic.Outcome;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.Shield;
import hubbub.topic.ShieldPreset;
import hubbub.topic.Strikes;
import hubbub.topic.port.Topics;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Has topics carry out what the spam guard has decided against somebody: a mute or a kick is the
/// topic's state, so that it holds on all connections of that id. While a topic cannot be asked,
/// this node refuses what they say for as long. What a topic refuses otherwise has already
/// happened, or is not for the guard to do. Any thread.
final class Sanctions {
  private static final Actor.Guard GUARD = new Actor.Guard();

  /// Why a topic does nothing now that it would do at another time.
  private static final Set<Reason> UNREACHABLE =
      EnumSet.of(Reason.UNAVAILABLE, Reason.OVERLOADED, Reason.SHUTTING_DOWN, Reason.INTERNAL);

  private Sanctions() {}

  /// Sends that sanction to its topic.
  static void carryOut(Sanction sanction, SessionContext context) {
    Command command =
        switch (sanction) {
          case Sanction.Warn warn ->
              new Command.Warn(
                  warn.member(),
                  Optional.of(new Strikes(warn.rule(), warn.strikes())),
                  false,
                  Optional.empty());
          case Sanction.Mute mute ->
              new Command.Mute(mute.member(), OptionalLong.of(mute.millis()), Optional.empty());
          case Sanction.Kick kick ->
              new Command.Kick(
                  kick.member(), Optional.empty(), OptionalLong.of(kick.millis()), false);
        };
    var _ =
        context
            .topics()
            .send(sanction.topic(), GUARD, command)
            .whenComplete((outcome, failure) -> {
              if (failure != null || isForNow(outcome)) {
                context.guard().silence(sanction, System.nanoTime());
              }
            });
  }

  private static boolean isForNow(Outcome outcome) {
    return outcome instanceof Outcome.Refused(Refusal refusal)
        && UNREACHABLE.contains(refusal.reason());
  }

  /// Has the topic raise its shield.
  static void raise(Judgement.Alarm alarm, Topics topics) {
    var _ =
        topics.send(
            alarm.topic(),
            GUARD,
            new Command.Shield(
                Optional.of(ShieldPreset.SLOW),
                OptionalLong.of(Shield.AUTOMATIC_MILLIS),
                OptionalLong.of(alarm.sinceMillis())));
  }
}
