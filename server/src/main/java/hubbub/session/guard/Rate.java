package hubbub.session.guard;

import com.google.errorprone.annotations.Immutable;

/// A rate limit: `perSecond` on average, at most `burst` at once.
@Immutable
public record Rate(double perSecond, int burst) {
  public Rate {
    if (!(perSecond > 0) || burst < 1) {
      throw new IllegalArgumentException(
          "rate: " + perSecond + "/s, burst " + burst + " (expected: > 0 and >= 1)");
    }
  }

  /// The combined rate of `count` senders.
  public Rate times(int count) {
    return new Rate(perSecond * count, burst * count);
  }

  /// How far ahead of the average one may be.
  long toleranceNanos() {
    return intervalNanos() * (burst - 1);
  }

  long intervalNanos() {
    return (long) (1e9 / perSecond);
  }
}
