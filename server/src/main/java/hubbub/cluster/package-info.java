/// Where a topic lives: its owner, which decides, and this node's replica, which shows the
/// decisions.
///
/// In: joins and commands, through the port [hubbub.topic.port.Topics], from any thread. Out: calls to
/// each membership's [hubbub.topic.port.Subscriber], and frames to the topic's [hubbub.fanout.Log].
///
/// The path of a command and its result. After the inbox it is one chain of calls:
///
///     Cluster ─▶ Inbox ─▶ Replica ─▶ LocalMemberships ─▶ Owner ─▶ Requests ─▶ RequestGate, Reign
///                           ┌────────────── Decided ◀─────────────┘
///                           ▼
///     Subscriber ◀───── Replica ─▶ TopicView ─▶ Log
///
/// A registered topic is born with what the store has; joins and lasting acts pass through
/// [StoreWork], which asks the store and never blocks.
///
/// A replica without an owner asks the [Placement] for one; commands wait meanwhile. After a bug in
/// an owner, the next one goes on with the replica's state.
///
/// In a cluster, the owner may be on another node. Each shard has a home, on whose node its owners
/// are ([Shard], [ClusteredPlacement]). Where a lone node's replica calls its owner, and the owner
/// its replica, two classes of their own stand between:
///
///     Replica ─▶ RemoteOwner ═ NodeMessage ═▶ Shard ─▶ Owner      from a node to the home
///     Replica ◀─ RemoteOwner ◀═ NodeMessage ═ Copies ◀─ Owner     and back; Copies also shows the
///                                               └─▶ Replica       replica of its own node
///
/// `═` are the lanes of [hubbub.cluster.peer]. ADR 0098 and 0109 say how homes change and why
/// nothing acknowledged is lost; the test `ClusterSimTest` tries it.
///
/// Threads: everything of a topic is confined to the loop of its shard. [Cluster], [Registry],
/// [Inbox] and what [Node] holds are for any thread.
///
/// Start reading at [Replica], then [LocalMemberships], [Owner] and [ReplicaState].
@NullMarked
package hubbub.cluster;

import org.jspecify.annotations.NullMarked;
