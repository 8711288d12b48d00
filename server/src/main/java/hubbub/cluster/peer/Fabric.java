package hubbub.cluster.peer;

import java.util.concurrent.CompletionStage;

/// What a node of a cluster stands on: who else is there, frames to them, and which node is whose
/// shard's home. Pekko's, or a simulation's. Any thread; calls never block.
public interface Fabric {
  /// The largest frame that it takes, in bytes.
  int MOST_FRAME_BYTES = 128 * 1024;

  /// This node.
  NodeId self();

  /// Joins the cluster. `events` are called from then on.
  void start(FabricEvents events);

  /// Sends a frame to another node, at most once: it may get lost, come late, twice, or after a
  /// later one. `frame` must not be modified any more.
  void send(NodeId to, byte[] frame);

  /// Has some node be the home of `shard`, if none is. Does nothing if one is. It may take a while,
  /// or come to nothing; repeat it until the shard has a home.
  void wake(int shard);

  /// Leaves the cluster: the shards of this node are closed here, one after the other, and opened
  /// elsewhere. Completes when the others have let this node go.
  CompletionStage<Void> leave();
}
