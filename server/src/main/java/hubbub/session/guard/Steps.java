package hubbub.session.guard;

import hubbub.session.guard.Judgement.Sanction;
import hubbub.topic.TopicName;
import hubbub.topic.extension.Utterance;
import java.util.Optional;

/// Takes the steps of the ladder. Any thread.
///
/// Those that a topic has to take are limited per topic, so that a raid does not fill the room with
/// news of mutes: beyond that, this node refuses what the person says for as long.
final class Steps {
  private static final Rate SANCTIONS = new Rate(1, 10);
  private static final int MOST_TOPICS = 5_000;

  private final Allowances<TopicName> sanctions = new Allowances<>(SANCTIONS, MOST_TOPICS);
  private final SpamCounts counts;

  Steps(SpamCounts counts) {
    this.counts = counts;
  }

  /// What a step has led to: for how many nanoseconds the person is silenced, and what the topic
  /// has to do.
  record Taken(long silentNanos, Optional<Sanction> sanction) {}

  /// Takes `step` against the sender of a speech, because of `rule`.
  Taken take(Ladder.Step step, String rule, Examination it) {
    counts.stepped(step.word());
    long nanos = step.life().toNanos();
    return switch (step) {
      case Ladder.Step.Refuse _ -> restricted(rule, false, nanos, it);
      case Ladder.Step.Hold _ -> restricted(rule, true, nanos, it);
      case Ladder.Step.Warn _ ->
          new Taken(
              0,
              mayAct(it)
                  ? Optional.of(new Sanction.Warn(it.topic(), it.from(), rule, strikes(it)))
                  : Optional.empty());
      case Ladder.Step.Mute mute ->
          mayAct(it)
              ? new Taken(
                  nanos,
                  Optional.of(
                      new Sanction.Mute(
                          it.topic(), it.from(), rule, strikes(it), mute.life().toMillis())))
              : restricted(rule, false, nanos, it);
      case Ladder.Step.Kick kick ->
          mayAct(it)
              ? new Taken(
                  nanos,
                  Optional.of(
                      new Sanction.Kick(
                          it.topic(), it.from(), rule, strikes(it), kick.life().toMillis())))
              : restricted(rule, false, nanos, it);
    };
  }

  private boolean mayAct(Examination it) {
    return it.speech().what() != Utterance.What.NICK_AT_JOIN // nobody is there yet
        && sanctions.take(it.topic(), it.nowNanos()) == 0;
  }

  private static int strikes(Examination it) {
    return it.person().strikes(it.nowNanos());
  }

  private static Taken restricted(String rule, boolean isHold, long nanos, Examination it) {
    it.person().restrict(new KnownPerson.Restriction(rule, isHold, it.nowNanos() + nanos));
    return new Taken(isHold ? 0 : nanos, Optional.empty());
  }
}
