/// Between nodes: what a cluster asks of the network and of who decides which node is there, and,
/// on top of it, messages that are neither lost nor reordered.
///
/// In: messages to another node. Out: the messages of other nodes, on the loop of their shard, in
/// order and once.
///
/// A [Fabric] brings frames, perhaps not all, or twice, or in another order. For each other member,
/// [Peers] has a [Peer]: a [SendingLane] per own loop, confined to that loop, and a [ReceivingLane]
/// per loop of the other node, confined to the fabric's thread. [Contact] says whether this node
/// can still reach a majority. Begin with [Peers]; `docs/adr/0089-…` and `0090-…` say why it is so.
@NullMarked
package hubbub.cluster.peer;

import org.jspecify.annotations.NullMarked;
