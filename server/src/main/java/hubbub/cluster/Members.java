package hubbub.cluster;

import hubbub.cluster.peer.NodeId;
import java.util.Collection;
import java.util.HashSet;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The members of the cluster, as this node knows them. Changed by the fabric's thread, read by
/// any; who leaves is set by the loop of the bulletin.
final class Members implements Quorum {
  private final NodeId self;
  private volatile BooleanSupplier contact = () -> false;
  private volatile NavigableSet<NodeId> others = new TreeSet<>();
  private volatile Set<Integer> numbers;
  private volatile Set<NodeId> silent = Set.of();
  private volatile Set<Integer> leaving = Set.of();

  Members(NodeId self) {
    this.self = self;
    this.numbers = Set.of(self.number());
  }

  /// Asks `contact` from now on whether this node is in contact with a majority.
  void contactBy(BooleanSupplier now) {
    contact = now;
  }

  NodeId self() {
    return self;
  }

  /// The other members, by address.
  Collection<NodeId> others() {
    return others;
  }

  /// The member after this one by address, among those that can be relied on and are meant.
  Optional<NodeId> next(Predicate<NodeId> isMeant) {
    NavigableSet<NodeId> now = others;
    return Stream.concat(now.tailSet(self, false).stream(), now.stream())
        .filter(it -> isReliable(it) && isMeant.test(it))
        .findFirst();
  }

  /// Whether a member does not answer.
  boolean isSilent(NodeId node) {
    return silent.contains(node);
  }

  /// Whether a member is going to leave.
  boolean isLeaving(NodeId node) {
    return leaving.contains(node.number());
  }

  /// Whether any member is going to leave, this one included.
  boolean areAnyLeaving() {
    return isLeaving(self) || others.stream().anyMatch(this::isLeaving);
  }

  /// Whether a member answers, and is going to stay.
  boolean isReliable(NodeId node) {
    return !isSilent(node) && !isLeaving(node);
  }

  /// The member of that number, which may be this one, is going to leave. On the bulletin's loop.
  ///
  /// @return whether that is new
  boolean leaves(int number) {
    Set<Integer> now = new HashSet<>(leaving);
    if (!isMember(number) || !now.add(number)) {
      return false;
    }
    now.retainAll(numbers);
    leaving = Set.copyOf(now);
    return true;
  }

  void silent(NodeId node, boolean isSilent) {
    Set<NodeId> now = new HashSet<>(silent);
    if (isSilent) {
      now.add(node);
    } else {
      now.remove(node);
    }
    silent = Set.copyOf(now);
  }

  void add(NodeId node) {
    if (!node.equals(self)) {
      NavigableSet<NodeId> now = new TreeSet<>(others);
      now.add(node);
      set(now);
    }
  }

  void remove(NodeId node) {
    silent(node, false);
    NavigableSet<NodeId> now = new TreeSet<>(others);
    now.remove(node);
    set(now);
  }

  private void set(NavigableSet<NodeId> now) {
    Set<Integer> all = new HashSet<>();
    all.add(self.number());
    now.forEach(it -> all.add(it.number()));
    numbers = Set.copyOf(all);
    others = now;
  }

  @Override
  public boolean holds() {
    return contact.getAsBoolean();
  }

  @Override
  public boolean isMember(int node) {
    return numbers.contains(node);
  }

  @Override
  public boolean isAlone() {
    return false;
  }
}
