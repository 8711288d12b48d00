package hubbub.cluster.pekko;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The last that a node has heard of each other one while it wants to join. What is older than two
/// seconds does not count. Nodes that must not be in one cluster with it are not heard at all.
final class Answers {
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(2);

  private record Answer(Hello hello, long nanos) {}

  private final Map<Endpoint, Answer> last = new HashMap<>();

  void put(Endpoint from, Hello hello, long nowNanos) {
    last.put(from, new Answer(hello, nowNanos));
  }

  /// A node that is a member of a cluster.
  Optional<Endpoint> member(long nowNanos) {
    return fresh(nowNanos)
        .filter(it -> it.getValue().hello().isMember())
        .map(Map.Entry::getKey)
        .min(Endpoint::compareTo);
  }

  /// Whether that node has been heard.
  boolean has(Endpoint node, long nowNanos) {
    return fresh(nowNanos).anyMatch(it -> it.getKey().equals(node));
  }

  /// How many nodes have been heard.
  int count(long nowNanos) {
    return (int) fresh(nowNanos).count();
  }

  /// How many of them vote for that node.
  int votesFor(Endpoint node, long nowNanos) {
    return (int)
        fresh(nowNanos).filter(it -> it.getValue().hello().vote().equals(node.toString())).count();
  }

  private Stream<Map.Entry<Endpoint, Answer>> fresh(long nowNanos) {
    return last.entrySet().stream().filter(it -> nowNanos - it.getValue().nanos() <= FRESH_NANOS);
  }
}
