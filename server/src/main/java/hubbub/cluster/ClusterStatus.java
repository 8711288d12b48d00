package hubbub.cluster;

import hubbub.cluster.peer.PeerFigures;
import java.util.List;
import java.util.Optional;

/// How a cluster looks from one of its nodes.
///
/// @param nodes all members, this one included, by address
/// @param homeless how many shards have no home: their topics wait
/// @param unconfirmed in how many topics of this node's owners an answer waits for copies
/// @param hasContact whether this node may decide anything
public record ClusterStatus(List<Node> nodes, int homeless, long unconfirmed, boolean hasContact) {
  /// A member.
  ///
  /// @param isSilent whether it does not answer
  /// @param shards how many shards it is the home of
  /// @param coming how many shards are moving to it
  /// @param lanes what has gone between it and this node; empty for this node itself
  public record Node(
      String address, boolean isSilent, int shards, int coming, Optional<PeerFigures> lanes) {}

  public ClusterStatus {
    nodes = List.copyOf(nodes);
  }
}
