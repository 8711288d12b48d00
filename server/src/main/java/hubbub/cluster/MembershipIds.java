package hubbub.cluster;

import hubbub.topic.MembershipId;
import java.util.concurrent.atomic.AtomicLong;

/// Makes the ids of a node's memberships, and those of commands from outside. Any thread.
final class MembershipIds {
  private static final int COUNT_BITS = 40;

  private final int node;
  private final AtomicLong count = new AtomicLong();

  /// Those of the node with that number.
  MembershipIds(int node) {
    this.node = node;
  }

  /// The next id.
  MembershipId next() {
    return new MembershipId(((long) node << COUNT_BITS) | count.incrementAndGet());
  }
}
