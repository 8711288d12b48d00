package hubbub.cluster;

import static java.util.stream.Collectors.toUnmodifiableSet;

import hubbub.cluster.peer.NodeId;
import hubbub.topic.TopicName;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The copies of one topic on nodes other than its home: as many as make a majority of the members
/// with it, or more, where more nodes need one. Confined to the shard's loop.
final class OtherCopies {
  private final TopicName topic;
  private final Wire wire;
  private final Shard shard;
  private final Map<NodeId, Copy> all = new TreeMap<>();

  /// The nodes that were asked to keep a copy.
  private Set<NodeId> standBys = Set.of();

  /// The nodes that can't read the topic.
  private final Set<NodeId> unable = new HashSet<>(0);

  /// One copy.
  static final class Copy {
    private long number;
    private boolean isBegun;
    private boolean isSettled;
    private boolean isUnneeded;
    private long confirmed = -1;

    private Copy(long number) {
      this.number = number;
    }

    /// The number of the attempt to attach it.
    long number() {
      return number;
    }

    void tryAgain(long attempt) {
      number = attempt;
    }

    /// Whether it has been sent the beginning, so that it is sent all that follows.
    boolean isBegun() {
      return isBegun;
    }

    void begin() {
      isBegun = true;
    }

    /// It has asked what waited on its node.
    void settle() {
      isSettled = true;
    }

    /// Its node is known to have change `upTo`.
    void confirm(long upTo) {
      confirmed = Math.max(confirmed, upTo);
    }

    /// Whether anybody on its node needs it.
    void isNeeded(boolean is) {
      isUnneeded = !is;
    }
  }

  OtherCopies(TopicName topic, Wire wire, Shard shard) {
    this.topic = topic;
    this.wire = wire;
    this.shard = shard;
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /// The copy on a node, if it has one.
  @Nullable Copy find(NodeId node) {
    return all.get(node);
  }

  void forEach(BiConsumer<NodeId, Copy> step) {
    all.forEach(step);
  }

  /// A node gets a copy, in place of the one that it has, if any.
  Copy add(NodeId node, long number) {
    Copy copy = new Copy(number);
    unable.remove(node);
    all.put(node, copy);
    return copy;
  }

  /// A node has no copy any more.
  void remove(NodeId node) {
    all.remove(node);
    if (standBys.contains(node)) {
      standBys = standBys.stream().filter(it -> !it.equals(node)).collect(toUnmodifiableSet());
    }
  }

  /// A node can't have a copy until it asks for one.
  void removeUnable(NodeId node) {
    unable.add(node);
    remove(node);
  }

  void release(NodeId node, Follower.Why why) {
    if (all.containsKey(node)) {
      wire.send(node, new NodeMessage.Released(topic, shard.term(), why));
    }
    remove(node);
  }

  void releaseAll(Follower.Why why) {
    List.copyOf(all.keySet()).forEach(node -> release(node, why));
  }

  /// How many other nodes must have a copy: with this one they are a majority of the members, or
  /// all that can have it.
  int needed() {
    Collection<NodeId> others = wire.others();
    int cannot = unable.isEmpty() ? 0 : (int) others.stream().filter(unable::contains).count();
    return Math.min(ofMajority(), others.size() - cannot);
  }

  /// How many others are a majority of the members together with this node.
  private int ofMajority() {
    return (wire.others().size() + 1) / 2;
  }

  /// Whether a majority has change `rev`, this node included, and `sender`, which gets the answer
  /// after what it is about.
  boolean haveMajority(long rev, int sender) {
    int missing = needed() - (sender == wire.members().self().number() ? 0 : 1);
    for (Map.Entry<NodeId, Copy> it : all.entrySet()) {
      if (it.getKey().number() != sender && it.getValue().confirmed >= rev) {
        missing--;
      }
    }
    return missing <= 0;
  }

  boolean areSettled() {
    return all.values().stream().allMatch(it -> it.isSettled);
  }

  /// Asks as many nodes as are needed how far they have got, preferably such as answer. That a
  /// message has come there is not enough: it may have been ignored for a later home.
  void askToConfirm() {
    int left = askToConfirm(needed(), false);
    askToConfirm(left, true);
  }

  private int askToConfirm(int count, boolean areSilent) {
    int left = count;
    for (Map.Entry<NodeId, Copy> it : all.entrySet()) {
      if (left > 0
          && it.getValue().isSettled
          && wire.members().isSilent(it.getKey()) == areSilent) {
        wire.send(it.getKey(), new NodeMessage.Confirm(topic, shard.term()));
        left--;
      }
    }
    return left;
  }

  /// How many nodes that can be relied on should have a copy: as many as are needed, also when this
  /// node has left, if it is going to.
  private int wanted() {
    Members members = wire.members();
    int more = members.isLeaving(members.self()) ? 1 : 0;
    long able =
        wire.others().stream().filter(it -> !members.isLeaving(it) && !unable.contains(it)).count();
    return (int) Math.min(ofMajority() + more, able);
  }

  /// Whether that many have one.
  boolean areEnough() {
    return settledBeside(null) >= wanted();
  }

  /// Asks the next nodes to keep copies, if too few have one.
  void keepEnough() {
    for (int having = having(), wanted = wanted(); having < wanted; having++) {
      Optional<NodeId> next = wire.members().next(this::couldStandBy);
      if (next.isEmpty()) {
        return;
      }
      standBys = Stream.concat(standBys.stream(), next.stream()).collect(toUnmodifiableSet());
      wire.send(next.get(), new NodeMessage.StandBy(topic, shard.term()));
    }
  }

  /// How many nodes have a copy, or were asked to keep one, and can be counted on.
  private int having() {
    return (int)
        Stream.concat(all.keySet().stream(), standBys.stream())
            .distinct()
            .filter(wire.members()::isReliable)
            .count();
  }

  private boolean couldStandBy(NodeId node) {
    return !all.containsKey(node) && !standBys.contains(node) && !unable.contains(node);
  }

  /// Whether a node that was asked to keep a copy has none yet.
  boolean isComing() {
    return standBys.stream().map(all::get).anyMatch(it -> it == null || !it.isSettled);
  }

  /// A node has been told of this home. What it was asked before, it has ignored.
  void heardOfHome(NodeId node) {
    if (standBys.contains(node) && !all.containsKey(node)) {
      wire.send(node, new NodeMessage.StandBy(topic, shard.term()));
    }
  }

  /// Lets copies go that nobody on their nodes needs, if there are enough others.
  void letUnneededGo() {
    for (NodeId node : List.copyOf(all.keySet())) {
      Copy copy = all.get(node);
      if (copy != null && copy.isUnneeded && areEnoughBeside(copy)) {
        release(node, Follower.Why.UNNEEDED);
      }
    }
  }

  private boolean areEnoughBeside(Copy copy) {
    return settledBeside(copy) >= wanted();
  }

  private long settledBeside(@Nullable Copy copy) {
    return all.entrySet().stream()
        .filter(it -> it.getValue().isSettled && !it.getValue().equals(copy))
        .filter(it -> wire.members().isReliable(it.getKey()))
        .count();
  }
}
