package hubbub.cluster;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/// Who has attached to a new owner before it reigns, and which of them is to seed it: the one that
/// got furthest, once every node that is named and still a member of the cluster has attached.
/// Confined to the owner.
final class Election {
  private final IntPredicate isMember;
  private final List<ToOwner.Attach> attaches = new ArrayList<>(1);

  Election(IntPredicate isMember) {
    this.isMember = isMember;
  }

  void add(ToOwner.Attach attach) {
    attaches.removeIf(other -> other.node() == attach.node());
    attaches.add(attach);
  }

  /// All that attached, in the order in which they did.
  List<ToOwner.Attach> attaches() {
    return attaches;
  }

  /// Whether nobody is missing.
  boolean isComplete() {
    Set<Integer> missing = new HashSet<>();
    attaches.forEach(attach -> missing.addAll(attach.named()));
    attaches.forEach(attach -> missing.remove(attach.node()));
    return missing.stream().noneMatch(isMember::test);
  }

  /// The reign that begins: one above the highest that anybody has seen.
  long nextReign() {
    return 1 + attaches.stream().mapToLong(attach -> attach.reached().reign()).max().orElse(0);
  }

  /// The replica that got furthest, if any has a state.
  Optional<ToOwner.Attach> best() {
    return attaches.stream()
        .filter(attach -> attach.reached().hasState())
        .max((a, b) -> a.reached().compareTo(b.reached()));
  }
}
