package hubbub.session.guard;

import hubbub.topic.MemberId;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.TopicName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Plays a recorded chat to a guard, each line at its time, and does what a topic would: whom the
/// guard has muted or kicked says nothing until that is over. Not thread-safe.
public final class Replay {
  private final Guard guard;
  private final Map<Place, Long> silentUntil = new HashMap<>();

  private record Place(TopicName topic, MemberId id) {}

  /// A line, and what came of it.
  public record Judged(RecordedSpeech line, Judgement judgement) {
    /// Why it was refused, if it was.
    public Optional<Refusal> refusal() {
      return judgement.refusal();
    }

    /// The sanction against its author, if any.
    public Optional<Judgement.Sanction> sanction() {
      return judgement.sanction();
    }

    /// Whether it passed, as it was or masked.
    public boolean hasPassed() {
      return judgement.fate() instanceof Judgement.Fate.Passes;
    }

    /// The rule that refused or held it; the reason, if that was not the guard; empty if it passed.
    public String rule() {
      return switch (judgement.fate()) {
        case Judgement.Fate.Passes(Optional<String> masked) -> masked.isPresent() ? "masked" : "";
        case Judgement.Fate.Held(String rule, _, _) -> rule;
        case Judgement.Fate.Refused(Refusal no) ->
            no.details().get("rule") instanceof String rule ? rule : no.reason().word();
      };
    }
  }

  private Replay(Guard guard) {
    this.guard = guard;
  }

  /// What `guard`, which is new, says to each line.
  public static List<Judged> of(List<RecordedSpeech> lines, Guard guard) {
    Replay replay = new Replay(guard);
    return lines.stream().map(replay::judged).toList();
  }

  private Judged judged(RecordedSpeech line) {
    Speech speech = line.speech();
    Place place = new Place(speech.topic(), speech.from().id());
    long silent = silentUntil.getOrDefault(place, Long.MIN_VALUE);
    if (line.atMillis() < silent) {
      Refusal muted = Refusal.of(Reason.MUTED, "until_at", silent);
      return new Judged(line, Judgement.refused(muted));
    }
    Judgement judgement = guard.judge(speech);
    judgement.sanction().ifPresent(it -> silence(place, it, speech.nowNanos()));
    return new Judged(line, judgement);
  }

  private void silence(Place place, Judgement.Sanction sanction, long nowNanos) {
    long now = TimeUnit.NANOSECONDS.toMillis(nowNanos);
    switch (sanction) {
      case Judgement.Sanction.Warn _ -> {}
      case Judgement.Sanction.Mute mute -> silentUntil.put(place, now + mute.millis());
      case Judgement.Sanction.Kick kick -> silentUntil.put(place, now + kick.millis());
    }
  }
}
