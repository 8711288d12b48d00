package hubbub.cluster;

import java.util.concurrent.ScheduledExecutorService;

/// What all shards on one loop share: the node, the loop, the node's replicas, and where shards
/// live.
record ShardContext(Node node, ScheduledExecutorService loop, Registry replicas, Homes homes) {}
