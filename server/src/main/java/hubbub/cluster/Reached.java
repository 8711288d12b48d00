package hubbub.cluster;

import hubbub.topic.Epoch;
import java.util.Comparator;

/// How far a copy of a topic's state has got: to change `rev`, under the home of the shard that
/// began with `term`. What the highest of several copies has, no other has more of.
///
/// @param bornAt when the topic was born: under one term, one that is born again is born later than
///   the one before ([Owners])
/// @param epoch the reign that the state is of
record Reached(long term, long bornAt, long rev, Epoch epoch) implements Comparable<Reached> {
  private static final Comparator<Reached> ORDER =
      Comparator.comparingLong(Reached::term)
          .thenComparingLong(Reached::bornAt)
          .thenComparingLong(Reached::rev);

  @Override
  public int compareTo(Reached other) {
    return ORDER.compare(this, other);
  }
}
