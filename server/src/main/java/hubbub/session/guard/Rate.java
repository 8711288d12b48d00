package hubbub.session.guard;

/// An allowance: so many in a second on average, and so many at once.
public record Rate(double perSecond, int burst) {
  public Rate {
    if (!(perSecond > 0) || burst < 1) {
      throw new IllegalArgumentException(
          "rate: " + perSecond + "/s, burst " + burst + " (expected: > 0 and >= 1)");
    }
  }

  /// As much for each of `count`.
  public Rate times(int count) {
    return new Rate(perSecond * count, burst * count);
  }

  /// How far ahead of its time one may come.
  long toleranceNanos() {
    return intervalNanos() * (burst - 1);
  }

  long intervalNanos() {
    return (long) (1e9 / perSecond);
  }
}
