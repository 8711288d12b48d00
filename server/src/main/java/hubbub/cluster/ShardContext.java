package hubbub.cluster;

import java.util.concurrent.ScheduledExecutorService;

/// What all shards on one loop share: the node, the loop, the node's replicas, where shards live,
/// and what sends whole topics to other nodes.
record ShardContext(
    Node node,
    ScheduledExecutorService loop,
    Registry replicas,
    Homes homes,
    PartSender partSender) {}
