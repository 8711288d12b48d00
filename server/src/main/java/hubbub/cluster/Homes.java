package hubbub.cluster;

import hubbub.cluster.peer.NodeId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Which node is the home of which shard, as far as this node knows. Each place is set on the loop
/// of its shard, and read by any thread.
final class Homes {
  private final AtomicReferenceArray<@Nullable NodeId> all =
      new AtomicReferenceArray<>(Shards.COUNT);

  /// The home of `shard` is open now; null if it has none.
  void set(int shard, @Nullable NodeId home) {
    all.set(shard, home);
  }

  /// The home of `shard`, if it has one.
  Optional<NodeId> of(int shard) {
    return Optional.ofNullable(all.get(shard));
  }

  /// How many shards have no home.
  int homeless() {
    int without = 0;
    for (int shard = 0; shard < all.length(); shard++) {
      without += all.get(shard) == null ? 1 : 0;
    }
    return without;
  }
}
