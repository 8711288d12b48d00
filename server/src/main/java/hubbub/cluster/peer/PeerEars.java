package hubbub.cluster.peer;

/// What [Peers] tells its user, on the loops. Exceptions go to the loop, which reports them as it
/// reports those of any task.
public interface PeerEars {
  /// A message about `shard` has come, on the shard's loop. When this returns, or throws, the
  /// message counts as applied.
  void heard(NodeId from, int shard, byte[] message);

  /// Messages to or from `peer` were dropped, since too much was unsent. Called on every loop, in a
  /// turn of its own, at both nodes; possibly more than once. Each call is about the shards of its
  /// own loop: whatever is under way with `peer` there has to begin anew. What was sent before may
  /// never come, and nothing more is said of its positions ([Peers#whenApplied]). What is sent from
  /// this call on comes after the peer has heard the same.
  void lost(NodeId peer, int loop);
}
