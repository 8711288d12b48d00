/// Where a topic lives: its owner, which decides, and this node's replica, which shows what was
/// decided.
///
/// In: joins and commands, through the port [hubbub.topic.Topics], from any thread. Out: calls to
/// each membership's [hubbub.topic.Subscriber], and frames to the topic's [hubbub.fanout.Log].
///
/// The way of a command and of what comes of it. Behind the inbox it is one chain of calls:
///
///     Cluster ─▶ Inbox ─▶ Replica ─▶ LocalMemberships ─▶ Owner ─▶ RequestGate, Reign
///                           ┌──────────────── Decided ◀────┘
///                           ▼
///     Subscriber ◀───── Replica ─▶ TopicView ─▶ Log
///
/// A replica without an owner asks the [Placement] for one; commands wait meanwhile. When an owner
/// has met a bug, the next one goes on with the state that the replica still has.
///
/// Threads: all of a topic is confined to the loop of its shard. [Cluster], [Registry], [Inbox] and
/// what [Node] holds are for any thread.
///
/// Start reading at [Replica], then [LocalMemberships], [Owner] and [ReplicaState].
@NullMarked
package hubbub.cluster;

import org.jspecify.annotations.NullMarked;
