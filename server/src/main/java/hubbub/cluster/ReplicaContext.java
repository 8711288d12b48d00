package hubbub.cluster;

import java.util.concurrent.ScheduledExecutorService;

/// What all replicas on one loop share: the node, the loop, where replicas are registered, and how
/// they find owners.
record ReplicaContext(
    Node node, ScheduledExecutorService loop, Registry registry, Placement placement) {}
