package hubbub.session;

import hubbub.session.guard.Judgement;
import hubbub.session.guard.Judgement.Sanction;
import hubbub.topic.Actor;
import hubbub.topic.Command;
import hubbub.topic.Shield;
import hubbub.topic.ShieldPreset;
import hubbub.topic.Strikes;
import hubbub.topic.port.Topics;
import java.util.Optional;
import java.util.OptionalLong;

/// Has topics carry out what the spam guard has decided against somebody: a mute or a kick is the
/// topic's state, so that it holds on all connections of that id. What a topic refuses has already
/// happened, or is not for the guard to do. Any thread.
final class Sanctions {
  private static final Actor.Guard GUARD = new Actor.Guard();

  private Sanctions() {}

  /// Sends that sanction to its topic.
  static void carryOut(Sanction sanction, Topics topics) {
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
    var _ = topics.send(sanction.topic(), GUARD, command);
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
