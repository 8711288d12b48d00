package hubbub.app;

import hubbub.cluster.Cluster;
import hubbub.cluster.peer.Fabric;
import hubbub.cluster.pekko.CannotOpenFabric;
import hubbub.cluster.pekko.PekkoFabric;
import hubbub.cluster.pekko.PekkoSettings;
import hubbub.identity.ServerKeys;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The part of the composition root that is about other nodes. A server on its own loads nothing of
/// Pekko.
final class OtherNodes {
  private static final Logger LOG = LoggerFactory.getLogger(OtherNodes.class);
  private static final long LONGEST_SECONDS = 20;

  /// A node of a cluster may wait for others to be started.
  private static final Duration LONGEST_JOINING = Duration.ofMinutes(10);

  private static final Duration LONGEST_START = Duration.ofSeconds(60);

  private final Optional<Fabric> fabric;
  private final CompletableFuture<Void> downed = new CompletableFuture<>();

  private OtherNodes(Optional<Fabric> fabric) {
    this.fabric = fabric;
  }

  /// How long a start may take, with these settings.
  static Duration longestStart(Settings settings) {
    return settings.get(ClusterSettingsTable.SEEDS).isPresent() ? LONGEST_JOINING : LONGEST_START;
  }

  /// Opens the way to other nodes, if the settings name any. `layers` closes it.
  static OtherNodes open(
      Settings settings, ServerKeys keys, Collection<String> kinds, CloseStack layers)
      throws BadSetting {
    Optional<PekkoSettings> its = FabricSettings.of(settings, keys, kinds);
    if (its.isEmpty()) {
      return new OtherNodes(Optional.empty());
    }
    try {
      PekkoFabric fabric = PekkoFabric.open(its.get());
      layers.add(fabric::close);
      return new OtherNodes(Optional.of(fabric));
    } catch (CannotOpenFabric e) {
      throw new BadSetting(ClusterSettingsTable.HOST.name() + ": " + e.getMessage());
    }
  }

  /// What makes this node one of several, if it is.
  Optional<Cluster.Joining> joining() {
    return fabric.map(it -> new Cluster.Joining(it, () -> downed.complete(null)));
  }

  /// Completes when the others have given this node up, or did not let it in.
  CompletableFuture<Void> downed() {
    return downed;
  }

  /// Waits until `ready`, for at most `nanos`.
  ///
  /// @throws GivenUp if the others give this node up before, or do not let it in
  void awaitReady(CompletableFuture<Void> ready, long nanos) {
    CompletableFuture.anyOf(ready, downed).orTimeout(nanos, TimeUnit.NANOSECONDS).join();
    if (downed.isDone()) {
      throw new GivenUp();
    }
  }

  /// Has the topics of this node go on elsewhere. Blocks until they do, or for as long as it makes
  /// sense.
  ///
  /// @return whether they do
  static boolean leave(Cluster cluster) {
    try {
      cluster.leave().toCompletableFuture().orTimeout(LONGEST_SECONDS, TimeUnit.SECONDS).join();
      return true;
    } catch (CompletionException e) {
      LOG.warn(
          "The other nodes were not left in order: topics that only this node had are lost ({})",
          String.valueOf(e.getCause()));
      return false;
    }
  }
}
