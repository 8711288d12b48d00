package hubbub.cluster.peer;

import java.util.Comparator;

/// A node of a cluster during one run: a node that starts again at the same address has another
/// number. `number` is 24 random bits, drawn at each start ([hubbub.topic.MembershipId#node]).
///
/// @param address the host and port that other nodes reach it by
public record NodeId(int number, String address) implements Comparable<NodeId> {
  private static final Comparator<NodeId> ORDER =
      Comparator.comparing(NodeId::address).thenComparingInt(NodeId::number);

  /// By address, then by number.
  @Override
  public int compareTo(NodeId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return address + "#" + Integer.toHexString(number);
  }
}
