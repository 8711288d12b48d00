/// The network and membership of a cluster, by Apache Pekko. Only this package knows Pekko.
///
/// In: frames for other nodes, and shards that need a home. Out: frames of other nodes, who is a
/// member, and which shards have their home here.
///
/// Each node has three actors with a name of their own, so that other nodes can reach them. [Door]
/// asks the seeds whether this node may join, and whom; [Link] passes everything to the one
/// [FabricEvents][hubbub.cluster.peer.FabricEvents]; [Witness] looks whether silent nodes are gone.
/// They send each other byte arrays only. Pekko's Cluster Sharding has one [ShardHome] for each
/// shard that lives here.
///
/// Actors run on Pekko's threads, each on one at a time. Start reading at [PekkoFabric].
@NullMarked
package hubbub.cluster.pekko;

import org.jspecify.annotations.NullMarked;
