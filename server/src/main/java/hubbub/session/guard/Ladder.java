package hubbub.session.guard;

import com.google.errorprone.annotations.Immutable;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What comes of offences. Each offence adds points to the score of whoever commits it; the score
/// loses a point every `decay`. When it reaches `limit`, that is a strike: the next of the `steps`
/// is taken (the last one again, if there are no more), and the score begins anew. Strikes are
/// forgotten together, [#FORGOTTEN] after the last.
@Immutable
public record Ladder(
    double limit, Duration decay, @SuppressWarnings("Immutable") List<Step> steps) {
  /// How long after the last strike a person begins at the bottom again.
  static final Duration FORGOTTEN = Duration.ofMinutes(30);

  /// Offences sooner than this after the last one do not count: a pasted list is one offence.
  static final Duration APART = Duration.ofSeconds(3);

  /// What an offence against each rule is worth; against any other, [#USUAL].
  private static final Map<String, Double> POINTS =
      Map.of(
          RepeatRule.SIMILAR, 2.0, LinkRule.RULE, 2.0, WordRule.RULE, 2.0, NewcomerRule.RULE, 0.0);

  private static final double USUAL = 1;

  public Ladder {
    steps = List.copyOf(steps);
  }

  static double points(String rule) {
    return POINTS.getOrDefault(rule, USUAL);
  }

  /// The step that follows on `strikes`.
  Step after(int strikes) {
    return steps.get(Math.min(strikes, steps.size() - 1));
  }

  /// A step. Its word is what clients get as `next`.
  public sealed interface Step {
    /// The step, as clients know it.
    String word();

    /// How long it acts.
    Duration life();

    /// The person is told to mend their ways.
    record Warn() implements Step {
      @Override
      public String word() {
        return "warn";
      }

      @Override
      public Duration life() {
        return Duration.ZERO;
      }
    }

    /// Nothing that the person says is accepted, in no topic.
    record Refuse(Duration life) implements Step {
      @Override
      public String word() {
        return "refuse";
      }
    }

    /// Whatever the person says waits for a moderator.
    record Hold(Duration life) implements Step {
      @Override
      public String word() {
        return "hold";
      }
    }

    /// The person may not speak in the topic, and everybody there sees that.
    record Mute(Duration life) implements Step {
      @Override
      public String word() {
        return "mute";
      }
    }

    /// The person leaves the topic, and may not come back for that time.
    record Kick(Duration life) implements Step {
      @Override
      public String word() {
        return "kick";
      }
    }
  }
}
