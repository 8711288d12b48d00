package hubbub.cluster;

import hubbub.topic.Epoch;
import java.util.Comparator;

/// How far a copy of a topic's state has got: to change `rev`, under the home of the shard that
/// began with `term`. What the highest of several copies has, no other has more of.
///
/// @param epoch the reign that the state is of, which tells a topic that was born again from the
///   one before
record Reached(long term, long rev, Epoch epoch) implements Comparable<Reached> {
  private static final Comparator<Reached> ORDER =
      Comparator.comparingLong(Reached::term).thenComparingLong(Reached::rev);

  @Override
  public int compareTo(Reached other) {
    return ORDER.compare(this, other);
  }
}
