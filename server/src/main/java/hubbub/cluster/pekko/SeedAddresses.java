package hubbub.cluster.pekko;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/// Finds the nodes that seeds stand for.
final class SeedAddresses {
  private SeedAddresses() {}

  /// Those of a list, or the IPv4 addresses that DNS has for a name; none if it has none. Blocks
  /// while it asks DNS.
  static List<Endpoint> of(Seeds seeds) {
    return switch (seeds) {
      case Seeds.Listed listed -> listed.nodes();
      case Seeds.Named named -> lookUp(named);
    };
  }

  private static List<Endpoint> lookUp(Seeds.Named named) {
    try {
      return Stream.of(InetAddress.getAllByName(named.name()))
          .filter(Inet4Address.class::isInstance)
          .map(it -> new Endpoint(it.getHostAddress(), named.port()))
          .toList();
    } catch (UnknownHostException _) {
      return List.of();
    }
  }
}
