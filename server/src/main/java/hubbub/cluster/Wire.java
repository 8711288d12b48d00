package hubbub.cluster;

import hubbub.cluster.peer.NodeId;
import hubbub.cluster.peer.Peers;
import java.util.Collection;

/// One shard's messages to other nodes: in order for each of them, and none is lost while it is a
/// member. Confined to the shard's loop.
record Wire(int shard, Node node, Peers peers, NodeMessageCodec codec, Members members) {
  /// Sends a message.
  ///
  /// @return its place, for [#whenApplied]
  long send(NodeId to, NodeMessage message) {
    return peers.send(to, shard, codec.write(message));
  }

  /// Sends a message to all other members.
  void sendAll(NodeMessage message) {
    byte[] bytes = codec.write(message);
    for (NodeId other : others()) {
      peers.send(other, shard, bytes);
    }
  }

  /// The other members.
  Collection<NodeId> others() {
    return members.others();
  }

  /// Runs `then` once `to` has applied everything up to `place`, or is no member any more.
  void whenApplied(NodeId to, long place, Runnable then) {
    peers.whenApplied(to, shard, place, then);
  }
}
