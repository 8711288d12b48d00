package hubbub.cluster.pekko;

import hubbub.cluster.peer.NodeId;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.UniqueAddress;

/// Pekko's names for nodes, and ours.
final class Addresses {
  /// The name that all nodes' actor systems have.
  static final String SYSTEM = "hubbub";

  private static final int NUMBERS = (1 << 24) - 1;

  private Addresses() {}

  static Endpoint endpointOf(Address address) {
    return new Endpoint(address.host().get(), (int) address.port().get());
  }

  static Address addressOf(Endpoint endpoint) {
    return new Address("pekko", SYSTEM, endpoint.host(), endpoint.port());
  }

  /// The node of one run. Its number is Pekko's own id of the run, folded to 24 bits, so that every
  /// node knows those of all others.
  static NodeId nodeOf(UniqueAddress run) {
    return new NodeId(numberOf(run.longUid()), endpointOf(run.address()).toString());
  }

  private static int numberOf(long uid) {
    return (int) ((uid ^ uid >>> 24 ^ uid >>> 48) & NUMBERS);
  }
}
