package hubbub.session.guard;

import java.util.Optional;

/// The score of one person, and how often it reached the limit. Not thread-safe: [KnownPerson]
/// guards it.
final class Suspicion {
  private double level;
  private long atNanos;
  private boolean hasOffended;
  private long offendedNanos;
  private int strikes;
  private long struckNanos;

  /// The score at that time.
  double score(Ladder ladder, long nowNanos) {
    double lost = (double) (nowNanos - atNanos) / ladder.decay().toNanos();
    return Math.max(0, level - Math.max(0, lost));
  }

  /// The strikes that are not forgotten by that time.
  int strikes(long nowNanos) {
    return strikes > 0 && nowNanos - struckNanos > Ladder.FORGOTTEN.toNanos() ? 0 : strikes;
  }

  /// An offence, unless it belongs to the one just before. Returns the step that is due, if any.
  Optional<Ladder.Step> offend(double points, Ladder ladder, long nowNanos) {
    if (hasOffended && nowNanos - offendedNanos < Ladder.APART.toNanos()) {
      return Optional.empty();
    }
    hasOffended = points > 0;
    offendedNanos = nowNanos;
    return add(points, ladder, nowNanos);
  }

  /// Adds to the score. Returns the step that is due, if any.
  Optional<Ladder.Step> add(double points, Ladder ladder, long nowNanos) {
    level = score(ladder, nowNanos) + points;
    atNanos = nowNanos;
    return level < ladder.limit() ? Optional.empty() : Optional.of(strike(ladder, nowNanos));
  }

  /// From now on, the score is at least that, and there are at least so many strikes.
  void raise(double score, int strikesOfAnother, Ladder ladder, long nowNanos) {
    level = Math.max(score(ladder, nowNanos), score);
    atNanos = nowNanos;
    if (strikesOfAnother > strikes(nowNanos)) {
      strikes = strikesOfAnother;
      struckNanos = nowNanos;
    }
  }

  private Ladder.Step strike(Ladder ladder, long nowNanos) {
    int before = strikes(nowNanos);
    strikes = before + 1;
    struckNanos = nowNanos;
    level = 0;
    return ladder.after(before);
  }
}
