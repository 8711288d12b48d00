package hubbub.cluster.pekko;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Whether two nodes may be in one cluster.
///
/// @param differences the names of what keeps them apart; none if nothing does
/// @param clocksDiffer by how much their clocks differ
record Suitability(List<String> differences, Duration clocksDiffer) {
  /// Deadlines of bans and mutes are told by the clock.
  private static final Duration TOO_MUCH = Duration.ofHours(1);

  private static final Duration WORTH_A_WARNING = Duration.ofMinutes(1);

  static Suitability of(Hello hello, Terms ours, long clockMillis) {
    Duration clocks = Duration.ofMillis(hello.clockMillis() - clockMillis).abs();
    List<String> differences = new ArrayList<>(ours.differences(hello.terms()));
    if (clocks.compareTo(TOO_MUCH) > 0) {
      differences.add("clock (by " + clocks.toMinutes() + " minutes)");
    }
    return new Suitability(List.copyOf(differences), clocks);
  }

  /// Whether they may.
  boolean isGiven() {
    return differences.isEmpty();
  }

  /// Whether an operator should set a clock.
  boolean isWorthAWarning() {
    return clocksDiffer.compareTo(WORTH_A_WARNING) > 0;
  }
}
