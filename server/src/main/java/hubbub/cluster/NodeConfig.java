package hubbub.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What Pekko is told, all of it here: no file of the host's is read, so that an embedded server is
/// not changed by its host's own Pekko, nor the other way round.
final class NodeConfig {
  /// How many shards topics fall into; all nodes must agree.
  static final int SHARDS = 200;

  /// The dispatcher of owners and replicas.
  static final String TOPICS_DISPATCHER = "hubbub.topics";

  private NodeConfig() {}

  static Config of(ClusterSettings.Network network, Map<String, Object> more) {
    Map<String, Object> values = new HashMap<>(common());
    values.putAll(dispatchers());
    values.putAll(sharding());
    if (network.seeds().isEmpty()) {
      // A region waits an eighth of this, and at least 100 ms, before it looks for its coordinator.
      values.put("pekko.cluster.sharding.retry-interval", "200ms");
    }
    values.put("pekko.remote.artery.canonical.hostname", network.host());
    values.put("pekko.remote.artery.canonical.port", network.port());
    values.put(
        "pekko.cluster.seed-nodes",
        network.seeds().stream().map(seed -> "pekko://" + Cluster.NAME + "@" + seed).toList());
    values.putAll(more);
    ClassLoader loader = NodeConfig.class.getClassLoader();
    return ConfigFactory.parseMap(values)
        .withFallback(ConfigFactory.defaultReference(loader))
        .resolve();
  }

  private static Map<String, Object> common() {
    return Map.ofEntries(
        Map.entry("pekko.actor.provider", "cluster"),
        Map.entry("pekko.actor.allow-java-serialization", false),
        Map.entry("pekko.loggers", List.of("org.apache.pekko.event.slf4j.Slf4jLogger")),
        Map.entry("pekko.logging-filter", "org.apache.pekko.event.slf4j.Slf4jLoggingFilter"),
        Map.entry("pekko.loglevel", "WARNING"),
        Map.entry("pekko.log-dead-letters", 0),
        Map.entry("pekko.log-dead-letters-during-shutdown", false),
        Map.entry("pekko.coordinated-shutdown.run-by-jvm-shutdown-hook", false),
        Map.entry("pekko.coordinated-shutdown.run-by-actor-system-terminate", false),
        Map.entry("pekko.jvm-shutdown-hooks", false),
        // The receptionist, which nobody here asks, would bring a replicator that gossips.
        Map.entry("pekko.actor.typed.library-extensions", List.of()),
        Map.entry("pekko.remote.artery.transport", "tcp"),
        Map.entry("pekko.remote.use-unsafe-remote-features-outside-cluster", false),
        Map.entry("pekko.cluster.jmx.enabled", false),
        Map.entry("pekko.cluster.log-info", false),
        Map.entry(
            "pekko.cluster.downing-provider-class",
            "org.apache.pekko.cluster.sbr.SplitBrainResolverProvider"));
  }

  private static Map<String, Object> dispatchers() {
    return Map.of(
        TOPICS_DISPATCHER + ".type",
        "Dispatcher",
        TOPICS_DISPATCHER + ".executor",
        OnLoops.Configurator.class.getName(),
        TOPICS_DISPATCHER + ".throughput",
        64);
  }

  private static Map<String, Object> sharding() {
    return Map.of(
        "pekko.cluster.sharding.use-dispatcher",
        TOPICS_DISPATCHER,
        "pekko.cluster.sharding.number-of-shards",
        SHARDS,
        "pekko.cluster.sharding.passivation.strategy",
        "none",
        "pekko.cluster.sharding.remember-entities",
        false,
        "pekko.cluster.sharding.state-store-mode",
        "ddata",
        "pekko.cluster.sharding.distributed-data.durable.keys",
        List.of());
  }
}
