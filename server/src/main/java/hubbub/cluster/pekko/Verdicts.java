package hubbub.cluster.pekko;

import hubbub.cluster.peer.NodeId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What this node and others found at the ports of silent nodes, and whether that proves that a
/// node's process is gone. Pure; used by one actor.
///
/// This node testifies when the port refused it twice in a row. From three members up, two must
/// testify: a node cut off from the others by something that refuses in their name must not end
/// them. A testimony counts for three seconds.
final class Verdicts {
  private static final int REFUSALS = 2;
  private static final int FEWEST_FOR_TWO_WITNESSES = 3;
  private static final long VALID_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final NodeId self;
  private final Map<NodeId, Integer> refusals = new HashMap<>();

  /// By the silent node and the witness: when it testified.
  private final Map<NodeId, Map<NodeId, Long>> testimonies = new HashMap<>();

  Verdicts(NodeId self) {
    this.self = self;
  }

  /// The port of `silent` refused this node. Returns whether this node testifies.
  boolean refused(NodeId silent, long nowNanos) {
    boolean testifies = refusals.merge(silent, 1, Integer::sum) >= REFUSALS;
    if (testifies) {
      testified(self, silent, nowNanos);
    }
    return testifies;
  }

  /// `node` lives, or may live.
  void mayLive(NodeId node) {
    refusals.remove(node);
    testimonies.getOrDefault(node, new HashMap<>()).remove(self);
  }

  /// A node testifies that `silent` is gone.
  void testified(NodeId witness, NodeId silent, long nowNanos) {
    testimonies.computeIfAbsent(silent, _ -> new HashMap<>()).put(witness, nowNanos);
  }

  /// Whether `silent` is gone, in a cluster with so many members, it and this node included. Nobody
  /// believes it who has not found the port closed.
  boolean isGone(NodeId silent, int members, long nowNanos) {
    Map<NodeId, Long> given = testimonies.getOrDefault(silent, Map.of());
    long valid = given.values().stream().filter(at -> nowNanos - at <= VALID_NANOS).count();
    int needed = members >= FEWEST_FOR_TWO_WITNESSES ? 2 : 1;
    return given.containsKey(self) && valid >= needed;
  }

  /// Forgets all but these.
  void keepOnly(Collection<NodeId> members) {
    refusals.keySet().retainAll(members);
    testimonies.keySet().retainAll(members);
  }
}
