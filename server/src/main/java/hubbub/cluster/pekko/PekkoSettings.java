package hubbub.cluster.pekko;

import java.time.Duration;
import java.util.OptionalInt;

/// What a node needs to be part of a cluster.
///
/// @param endpoint where this node listens, and where others reach it
/// @param size how many nodes the cluster is meant to have: a majority of them must be there before
///   it is founded. Required for [Seeds.Named]
/// @param stableAfter how long the members must agree on who is unreachable before those are given
///   up
public record PekkoSettings(
    Endpoint endpoint,
    Seeds seeds,
    OptionalInt size,
    Duration stableAfter,
    Protection protection,
    Terms terms) {
  public PekkoSettings {
    if (seeds instanceof Seeds.Named && size.isEmpty()) {
      throw new IllegalArgumentException("no size (expected: one, with seeds by DNS)");
    }
  }

  /// How many nodes must be there before a cluster is founded, this one included.
  int quorum() {
    return size.isPresent() ? size.getAsInt() / 2 + 1 : 1;
  }
}
