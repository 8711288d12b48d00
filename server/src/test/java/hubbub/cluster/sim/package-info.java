/// A cluster in one thread: the production code of all its nodes runs on simulated loops, clocks,
/// and a simulated network, and everything that happens follows from a seed.
///
/// In: a seed. Out: a [History] of what clients asked, were answered and saw, which is checked, and a
/// trace. A run that fails is run again with fewer steps and faults while it still fails.
///
///     ClusterSim ─▶ SimWorkload ─▶ SimClient ─▶ Topics of a SimMachine ─▶ SimFabric
///         │                            └──▶ History                          │
///         └──▶ SimFaults ─▶ SimMachine, SimNetwork, SimMembership ◀──────────┘
///
/// Start reading at [ClusterSim], then [SimScheduler], [SimMembership] and [History].
@NullMarked
package hubbub.cluster.sim;

import org.jspecify.annotations.NullMarked;
