package hubbub.cluster.sim;

/// What the parts of one run share.
record SimRun(SimCluster cluster, SimScheduler scheduler, History history, SimTrace trace) {}
