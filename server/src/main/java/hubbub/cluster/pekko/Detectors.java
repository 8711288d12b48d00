package hubbub.cluster.pekko;

import java.util.Optional;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.remote.DefaultFailureDetectorRegistry;

/// Finds the failure detectors that Pekko has made.
final class Detectors {
  private Detectors() {}

  /// That of the node at this address; empty if this node does not watch it.
  static Optional<WitnessedDetector> of(Cluster cluster, Address node) {
    return cluster.failureDetector() instanceof DefaultFailureDetectorRegistry<Address> all
            && all.failureDetector(node).isDefined()
            && all.failureDetector(node).get() instanceof WitnessedDetector its
        ? Optional.of(its)
        : Optional.empty();
  }
}
