package hubbub.cluster;

import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.UniqueAddress;

/// The numbers of nodes: 24 bits of the id that Pekko draws for a node at each start, so that a
/// node's memberships are not taken for those of its life before. Any thread.
final class NodeNumbers {
  private static final int BITS = 24;
  private static final int MASK = (1 << BITS) - 1;

  private final Cluster cluster;

  NodeNumbers(ActorSystem<?> system) {
    this.cluster = Cluster.get(system);
  }

  /// This node's number.
  int own() {
    return of(cluster.selfUniqueAddress());
  }

  private static int of(UniqueAddress address) {
    long uid = address.longUid();
    return (int) ((uid ^ (uid >>> BITS) ^ (uid >>> (2 * BITS))) & MASK);
  }

  /// Whether the node of that number belongs to the cluster now.
  boolean isMember(int number) {
    for (Member member : cluster.state().getMembers()) {
      if (of(member.uniqueAddress()) == number) {
        return true;
      }
    }
    return false;
  }

  /// Runs `task` once this node belongs to the cluster.
  void onUp(Runnable task) {
    cluster.registerOnMemberUp(task);
  }
}
