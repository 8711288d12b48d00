package hubbub.session.guard;

import hubbub.topic.MemberId;
import hubbub.topic.Refusal;
import hubbub.topic.TopicName;
import java.util.Optional;

/// What the guard says to a [Speech]; and what the topic has to do because of it, if anything: the
/// act against its sender, and raising the shield.
public record Judgement(Fate fate, Optional<Sanction> sanction, Optional<Alarm> alarm) {
  static final Judgement PASSES = of(new Fate.Passes(Optional.empty()));

  static Judgement of(Fate fate) {
    return new Judgement(fate, Optional.empty(), Optional.empty());
  }

  static Judgement refused(Refusal refusal) {
    return of(new Fate.Refused(refusal));
  }

  /// Why it is refused; empty if it is not.
  public Optional<Refusal> refusal() {
    return fate instanceof Fate.Refused(Refusal refusal) ? Optional.of(refusal) : Optional.empty();
  }

  /// What happens to what was said.
  public sealed interface Fate {
    /// It may be said; instead of it, what is in `masked`, if that is present.
    record Passes(Optional<String> masked) implements Fate {}

    /// It may not be said.
    record Refused(Refusal refusal) implements Fate {}

    /// It waits until a moderator has looked at it, or at what is in `masked`. `refusal` is for
    /// where nothing can be held.
    record Held(String rule, Refusal refusal, Optional<String> masked) implements Fate {}
  }

  /// Too many of those who came within the last `sinceMillis` into a topic offend.
  public record Alarm(TopicName topic, long sinceMillis) {}

  /// A step of the ladder that the topic has to take: the rule that led to it, and how many strikes
  /// that makes.
  public sealed interface Sanction {
    TopicName topic();

    MemberId member();

    String rule();

    int strikes();

    record Warn(TopicName topic, MemberId member, String rule, int strikes) implements Sanction {}

    record Mute(TopicName topic, MemberId member, String rule, int strikes, long millis)
        implements Sanction {}

    record Kick(TopicName topic, MemberId member, String rule, int strikes, long millis)
        implements Sanction {}
  }
}
