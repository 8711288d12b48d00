package hubbub.cluster;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import hubbub.cluster.peer.NodeId;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which node is the home of which shard, as far as this node knows. Each place is set on the loop
/// of its shard, and read by any thread.
final class Homes {
  private final AtomicReferenceArray<@Nullable Home> all = new AtomicReferenceArray<>(Shards.COUNT);

  private record Home(NodeId node, boolean isOpen) {}

  /// The home of `shard` is at `node` now, or opens there; nowhere, if that is null.
  void set(int shard, @Nullable NodeId node, boolean isOpen) {
    all.set(shard, node == null ? null : new Home(node, isOpen));
  }

  /// Of how many shards each node is the home.
  Map<NodeId, Integer> shardsOf() {
    return count(true);
  }

  /// How many shards are moving to each node.
  Map<NodeId, Integer> shardsMovingTo() {
    return count(false);
  }

  private Map<NodeId, Integer> count(boolean areOpen) {
    return known()
        .filter(home -> home.isOpen() == areOpen)
        .collect(groupingBy(Home::node, collectingAndThen(counting(), Long::intValue)));
  }

  /// How many shards have no open home.
  int homeless() {
    return Shards.COUNT - (int) known().filter(Home::isOpen).count();
  }

  private Stream<Home> known() {
    return IntStream.range(0, Shards.COUNT).mapToObj(all::get).filter(Objects::nonNull);
  }
}
