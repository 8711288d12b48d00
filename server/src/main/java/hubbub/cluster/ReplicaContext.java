package hubbub.cluster;

import java.util.concurrent.ScheduledExecutorService;

/// What all replicas on one loop share: the node, the loop, the registry of replicas, and the way
/// to find owners.
record ReplicaContext(
    Node node, ScheduledExecutorService loop, Registry registry, Placement placement) {}
