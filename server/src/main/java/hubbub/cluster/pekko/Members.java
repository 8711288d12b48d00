package hubbub.cluster.pekko;

import hubbub.cluster.peer.NodeId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.UniqueAddress;

/// Pekko's members, by our names. Used by one actor.
final class Members {
  private final Map<UniqueAddress, NodeId> known = new HashMap<>();

  /// Remembers a member; empty if it was known.
  Optional<NodeId> add(Member member) {
    NodeId node = Addresses.nodeOf(member.uniqueAddress());
    return known.putIfAbsent(member.uniqueAddress(), node) == null
        ? Optional.of(node)
        : Optional.empty();
  }

  /// Forgets a member; empty if it was not known.
  Optional<NodeId> remove(Member member) {
    return Optional.ofNullable(known.remove(member.uniqueAddress()));
  }

  /// A member that is known.
  Optional<NodeId> find(Member member) {
    return Optional.ofNullable(known.get(member.uniqueAddress()));
  }
}
