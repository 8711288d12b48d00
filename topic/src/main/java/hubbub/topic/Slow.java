package hubbub.topic;

import java.util.OptionalLong;

/// Slow mode: one message per member and `intervalMillis`, optionally until a time.
public record Slow(long intervalMillis, OptionalLong untilAt) {
  public Slow {
    if (intervalMillis < 1) {
      throw new IllegalArgumentException("interval: " + intervalMillis + " (expected: >= 1)");
    }
  }
}
