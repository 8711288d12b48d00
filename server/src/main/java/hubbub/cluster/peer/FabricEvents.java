package hubbub.cluster.peer;

/// What happens to a node in its cluster. Calls come one at a time, on a thread of the [Fabric],
/// which must not be blocked.
public interface FabricEvents {
  /// A node has joined, possibly this one. It is a member until it is [#removed].
  void up(NodeId node);

  /// A member does not answer. It may come back ([#reachable]), or be removed.
  void unreachable(NodeId node);

  /// A member answers again.
  void reachable(NodeId node);

  /// A node is no member any more, and never will be again: it has left, or died, or the others
  /// have given it up. What it decides from now on counts for nothing.
  void removed(NodeId node);

  /// A frame has come from another node, perhaps from one that is no member.
  void received(NodeId from, byte[] frame);

  /// This node is the home of `shard` from now on, until [#close].
  void open(int shard);

  /// Another node is to be the home of `shard`. Run `closed` when nothing is decided here any more.
  void close(int shard, Runnable closed);

  /// The others have removed this node, or it has lost the majority: it must end, and be started
  /// again.
  void downed();
}
