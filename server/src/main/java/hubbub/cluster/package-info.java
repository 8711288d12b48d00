/// Where a topic lives: its owner, its replicas, and how they find each other. Pekko lives only
/// here.
///
/// In: joins and commands, by the port [hubbub.topic.Topics]. Out: calls to each membership's
/// [hubbub.topic.Subscriber], and told events to the node's log of the topic ([hubbub.fanout.Log]).
///
/// A command goes from its sender's thread to the node's [Replica], by direct reference to the
/// [Owner], which decides, and changes the state; the replica on its loop, which has the same
/// state, is called to show what happened. To the replicas of other nodes that goes in batches,
/// which they apply to states of their own. Such a batch is acknowledged before the next is sent,
/// which then holds all that has gathered: under load batches grow by themselves.
///
/// Threads: a topic's owner and this node's replica of it are confined to the loop of its shard;
/// the [Registry] is for any thread. Protocols are the sealed families [ToOwner], [ToReplica] and,
/// to find an owner, [ToShard].
///
/// Start reading at [Cluster], then [Replica], [Region] and [Owner].
@NullMarked
package hubbub.cluster;

import org.jspecify.annotations.NullMarked;
