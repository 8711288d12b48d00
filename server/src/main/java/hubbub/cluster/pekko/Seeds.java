package hubbub.cluster.pekko;

import java.util.Arrays;
import java.util.List;

/// The nodes that a node asks when it wants to join.
public sealed interface Seeds {
  /// How a name begins that stands for all nodes.
  String DNS = "dns:";

  /// The nodes of this list. The first one founds the cluster, if there is none.
  record Listed(List<Endpoint> nodes) implements Seeds {
    public Listed {
      nodes = List.copyOf(nodes);
      if (nodes.isEmpty()) {
        throw new IllegalArgumentException("no seeds (expected: one at least)");
      }
    }
  }

  /// All addresses that DNS has for a name. The lowest of a majority founds the cluster, if there
  /// is none.
  record Named(String name, int port) implements Seeds {}

  /// Reads `host:port,…` or `dns:name:port`.
  ///
  /// @throws IllegalArgumentException for anything else
  static Seeds parse(String text) {
    if (text.startsWith(DNS)) {
      Endpoint named = Endpoint.parse(text.substring(DNS.length()));
      return new Named(named.host(), named.port());
    }
    return new Listed(
        Arrays.stream(text.split(",", -1)).map(String::strip).map(Endpoint::parse).toList());
  }
}
