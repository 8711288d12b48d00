package hubbub.session.guard;

import hubbub.topic.Rank;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A choice of limits for people, under one word.
public enum Preset {
  NORMAL {
    @Override
    public SpamPolicy policy() {
      return made(
          new SpamPolicy.Speed(
              new Rate(1, 6),
              new RepeatLimits(
                  everySeconds(60, 2),
                  everySeconds(3, 12),
                  everySeconds(60, 3),
                  11,
                  3,
                  Duration.ofSeconds(30)),
              6,
              Duration.ofSeconds(30)),
          new Contents(5, SpamPolicy.Shouting.COUNTED, 20),
          new SpamPolicy.Newcomers(Duration.ofMinutes(5), Duration.ZERO, false),
          new Ladder(
              5,
              Duration.ofSeconds(20),
              List.of(
                  new Ladder.Step.Warn(),
                  new Ladder.Step.Refuse(Duration.ofSeconds(30)),
                  new Ladder.Step.Mute(Duration.ofMinutes(2)),
                  new Ladder.Step.Mute(Duration.ofMinutes(10)),
                  new Ladder.Step.Kick(Duration.ofMinutes(30)))));
    }
  },
  RELAXED {
    @Override
    public SpamPolicy policy() {
      return made(
          new SpamPolicy.Speed(
              new Rate(3, 12),
              new RepeatLimits(
                  everySeconds(60, 3),
                  everySeconds(1, 30),
                  everySeconds(60, 6),
                  7,
                  8,
                  Duration.ofSeconds(20)),
              12,
              Duration.ofSeconds(30)),
          new Contents(10, SpamPolicy.Shouting.ALLOWED, 40),
          new SpamPolicy.Newcomers(Duration.ofSeconds(30), Duration.ZERO, false),
          new Ladder(
              8,
              Duration.ofSeconds(10),
              List.of(
                  new Ladder.Step.Warn(),
                  new Ladder.Step.Refuse(Duration.ofSeconds(30)),
                  new Ladder.Step.Mute(Duration.ofMinutes(5)))));
    }
  },
  STRICT {
    @Override
    public SpamPolicy policy() {
      return made(
          new SpamPolicy.Speed(
              new Rate(0.5, 4),
              new RepeatLimits(
                  everySeconds(60, 1),
                  everySeconds(10, 6),
                  everySeconds(60, 2),
                  13,
                  2,
                  Duration.ofMinutes(1)),
              3,
              Duration.ofSeconds(30)),
          new Contents(3, SpamPolicy.Shouting.REFUSED, 10),
          new SpamPolicy.Newcomers(Duration.ofMinutes(30), Duration.ofSeconds(10), false),
          new Ladder(
              4,
              Duration.ofSeconds(30),
              List.of(
                  new Ladder.Step.Warn(),
                  new Ladder.Step.Hold(Duration.ofMinutes(5)),
                  new Ladder.Step.Mute(Duration.ofMinutes(10)),
                  new Ladder.Step.Kick(Duration.ofHours(1)))));
    }
  };

  private static Rate everySeconds(int seconds, int burst) {
    return new Rate(1.0 / seconds, burst);
  }

  private record Contents(int mentions, SpamPolicy.Shouting shouting, int offenders) {}

  private static SpamPolicy made(
      SpamPolicy.Speed speed, Contents its, SpamPolicy.Newcomers newcomers, Ladder ladder) {
    return new SpamPolicy(
        speed,
        new SpamPolicy.Contents(
            new LinkLimits(LinkLimits.Who.KNOWN, newcomers.fresh(), Set.of(), Set.of()),
            its.mentions(),
            its.shouting(),
            WordLimits.NONE),
        newcomers,
        ladder,
        its.offenders(),
        Rank.MODERATOR,
        Set.of());
  }

  /// What operators call it: `normal`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Its limits.
  public abstract SpamPolicy policy();
}
