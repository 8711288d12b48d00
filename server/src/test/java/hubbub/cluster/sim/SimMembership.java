package hubbub.cluster.sim;

import hubbub.cluster.peer.NodeId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// Who is a member of the cluster, as Pekko with a majority-keeping downing strategy would have it.
///
/// Each node suspects those that did not answer it for 2 s; what one suspects, all know that it is
/// connected to. When that has not changed for about 4 s, the majority removes whom it suspects,
/// and all others end themselves. Two nodes that are connected only through others are both
/// removed. Of all this each node hears at another time.
final class SimMembership {
  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long SUSPECTED_AFTER = TimeUnit.SECONDS.toNanos(2);
  private static final long STABLE_AFTER = TimeUnit.SECONDS.toNanos(4);
  private static final long MOST_SPREAD = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long MOST_GOSSIP = TimeUnit.MILLISECONDS.toNanos(800);
  private static final long LEAST_UNTIL_DOWN = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long MOST_UNTIL_DOWN = TimeUnit.MILLISECONDS.toNanos(1_300);

  private final SimScheduler scheduler;
  private final SimNetwork network;
  private final RandomGenerator chance;
  private final Consumer<SimFabric> whenRemoved;
  private final Map<NodeId, SimFabric> members = new LinkedHashMap<>();
  private final Set<SimFabric> joining = new LinkedHashSet<>();
  private final Set<SimFabric> strays = new LinkedHashSet<>();
  private final Map<SimFabric, View> views = new HashMap<>();
  private long allAnsweredAt;

  /// What a node knows of the others: when each last answered it, whom it was told to be
  /// unreachable, and since when that has not changed.
  private static final class View {
    final Map<NodeId, Long> answeredAt = new HashMap<>();
    Set<NodeId> unreachable = Set.of();
    long decidesAt;
  }

  /// `whenRemoved` runs when a node is removed, before anybody hears of it.
  SimMembership(SimScheduler scheduler, SimNetwork network, Consumer<SimFabric> whenRemoved) {
    this.scheduler = scheduler;
    this.network = network;
    this.chance = scheduler.chance();
    this.whenRemoved = whenRemoved;
    scheduler.after(TICK, this::tick);
  }

  /// A node wants to join.
  void join(SimFabric node) {
    joining.add(node);
  }

  /// A node's shards have been closed, and it goes.
  void leave(SimFabric node) {
    remove(List.of(node), all());
  }

  boolean isMember(SimFabric node) {
    return node.equals(members.get(node.self()));
  }

  /// All members, the oldest first.
  List<SimFabric> all() {
    return List.copyOf(members.values());
  }

  /// The oldest member, if it runs and is connected to a majority.
  Optional<SimFabric> coordinator() {
    return members.values().stream()
        .findFirst()
        .filter(it -> it.machine().isRunning() && isMost(connectedTo(it)));
  }

  /// Whether `of` takes `node` for reachable.
  boolean isReachable(SimFabric of, SimFabric node) {
    return !view(of).unreachable.contains(node.self());
  }

  /// Whether frames get through both ways between two running members, perhaps through others.
  boolean isConnected(SimFabric one, SimFabric other) {
    return connectedTo(one).contains(other);
  }

  private View view(SimFabric of) {
    return views.computeIfAbsent(of, _ -> new View());
  }

  private void tick() {
    scheduler.after(TICK, this::tick);
    if (isAllWell()) {
      allAnsweredAt = scheduler.now();
      return;
    }
    if (members.values().stream().allMatch(it -> it.machine().isEnded())) {
      remove(all(), List.of());
    }
    joining.removeIf(it -> it.machine().isEnded());
    strays.removeIf(it -> it.machine().isEnded());
    List<SimFabric> running = running();
    running.forEach(this::listen);
    running.forEach(this::look);
    running.forEach(this::decide);
    strays.forEach(this::hearOfRemoval);
    letIn();
  }

  /// Whether there is nothing to do, as is the case most of the time.
  private boolean isAllWell() {
    if (!network.isWhole() || members.isEmpty() || !joining.isEmpty() || !strays.isEmpty()) {
      return false;
    }
    for (SimFabric node : members.values()) {
      if (!node.machine().isRunning() || view(node).decidesAt != 0) {
        return false;
      }
    }
    return true;
  }

  private List<SimFabric> running() {
    return members.values().stream().filter(it -> it.machine().isRunning()).toList();
  }

  private boolean answers(SimFabric observer, SimFabric subject) {
    return subject.machine().isRunning()
        && network.isOpenBothWays(observer.machine().place(), subject.machine().place());
  }

  private void listen(SimFabric observer) {
    for (SimFabric subject : members.values()) {
      if (!subject.equals(observer) && answers(observer, subject)) {
        view(observer).answeredAt.put(subject.self(), scheduler.now());
      }
    }
  }

  private boolean suspects(SimFabric observer, SimFabric subject) {
    long answeredAt =
        view(observer).answeredAt.computeIfAbsent(subject.self(), _ -> scheduler.now());
    return scheduler.now() - Math.max(answeredAt, allAnsweredAt) >= SUSPECTED_AFTER;
  }

  /// The running members that gossip of `from` gets to, itself included.
  private Set<SimFabric> connectedTo(SimFabric from) {
    Set<SimFabric> all = new LinkedHashSet<>(List.of(from));
    List<SimFabric> next = List.of(from);
    while (!next.isEmpty()) {
      List<SimFabric> further = new ArrayList<>();
      for (SimFabric at : next) {
        running().stream().filter(it -> answers(at, it) && all.add(it)).forEach(further::add);
      }
      next = further;
    }
    return all;
  }

  /// Takes on what is suspected by those who are connected, and tells of what is new.
  private void look(SimFabric node) {
    View view = view(node);
    Set<SimFabric> witnesses = connectedTo(node);
    Set<NodeId> now = new LinkedHashSet<>();
    for (SimFabric subject : members.values()) {
      Predicate<SimFabric> isWitness = it -> !it.equals(subject) && suspects(it, subject);
      if (!subject.equals(node) && witnesses.stream().anyMatch(isWitness)) {
        now.add(subject.self());
      }
    }
    boolean isSuspected = witnesses.stream().anyMatch(it -> !it.equals(node) && suspects(it, node));
    if (!now.equals(view.unreachable) || (view.decidesAt == 0 && isSuspected)) {
      view.decidesAt = scheduler.now() + STABLE_AFTER + chance.nextLong(MOST_SPREAD);
    }
    if (now.isEmpty() && !isSuspected) {
      view.decidesAt = 0;
    }
    members.keySet().stream()
        .filter(it -> now.contains(it) && !view.unreachable.contains(it))
        .forEach(it -> node.tell(0, events -> events.unreachable(it)));
    members.keySet().stream()
        .filter(it -> !now.contains(it) && view.unreachable.contains(it))
        .forEach(it -> node.tell(0, events -> events.reachable(it)));
    view.unreachable = now;
  }

  /// Keeps the majority, once nothing has changed for a while.
  private void decide(SimFabric node) {
    View view = view(node);
    if (view.decidesAt == 0 || scheduler.now() < view.decidesAt || !isMember(node)) {
      return;
    }
    Set<SimFabric> connected = connectedTo(node);
    Set<SimFabric> indirect = new HashSet<>();
    for (SimFabric one : connected) {
      for (SimFabric other : connected) {
        if (!one.equals(other) && suspects(one, other)) {
          indirect.add(one);
          indirect.add(other);
        }
      }
    }
    Set<SimFabric> kept = new LinkedHashSet<>(members.values());
    kept.removeIf(it -> view.unreachable.contains(it.self()));
    kept.removeAll(indirect);
    Set<SimFabric> direct = new LinkedHashSet<>(members.values());
    direct.removeAll(indirect);
    view.decidesAt = scheduler.now() + STABLE_AFTER;
    if (kept.contains(node) && isMost(kept, direct)) {
      List<SimFabric> gone = members.values().stream().filter(it -> !kept.contains(it)).toList();
      remove(gone, List.copyOf(kept));
      for (SimFabric stray : gone) {
        strays.add(stray);
        if (stray.machine().isRunning()) {
          stray.end(chance.nextLong(MOST_UNTIL_DOWN));
        }
      }
    } else {
      node.end(0);
    }
  }

  private boolean isMost(Set<SimFabric> side) {
    return isMost(side, Set.copyOf(members.values()));
  }

  /// Whether `side` has more than half of `whole`, or half and the lowest address.
  private static boolean isMost(Set<SimFabric> side, Set<SimFabric> whole) {
    long count = side.stream().filter(whole::contains).count();
    return 2 * count > whole.size()
        || (2 * count == whole.size()
            && whole.stream()
                .min(Comparator.comparing(SimFabric::self))
                .filter(side::contains)
                .isPresent());
  }

  private void remove(List<SimFabric> gone, List<SimFabric> told) {
    for (SimFabric node : gone) {
      members.remove(node.self());
      views.remove(node);
      whenRemoved.accept(node);
    }
    for (SimFabric witness : told) {
      long delay = chance.nextLong(MOST_GOSSIP);
      for (SimFabric node : gone) {
        if (!witness.equals(node)) {
          witness.tell(delay, events -> events.removed(node.self()));
        }
      }
    }
  }

  /// A node that was removed while it was paused learns of it when it hears of a member, or finds
  /// that it is alone.
  private void hearOfRemoval(SimFabric stray) {
    if (stray.machine().isRunning()) {
      boolean hears = members.values().stream().anyMatch(it -> answers(it, stray));
      long delay = hears ? LEAST_UNTIL_DOWN : SUSPECTED_AFTER + STABLE_AFTER;
      stray.end(delay + chance.nextLong(MOST_UNTIL_DOWN));
    }
  }

  /// Lets one node in, if no member is missing; the first founds the cluster.
  private void letIn() {
    Optional<SimFabric> next = joining.stream().filter(it -> it.machine().isRunning()).findFirst();
    if (next.isEmpty()) {
      return;
    }
    SimFabric node = next.get();
    Optional<SimFabric> before =
        members.values().stream()
            .filter(it -> it.self().address().equals(node.self().address()))
            .findFirst();
    if (before.isPresent()) {
      List<SimFabric> others = running();
      if (before.get().machine().isEnded() && others.stream().anyMatch(it -> answers(it, node))) {
        remove(List.of(before.get()), all());
      }
      return;
    }
    boolean isWhole =
        running().size() == members.size()
            && members.values().stream().allMatch(it -> view(it).unreachable.isEmpty())
            && members.values().stream().allMatch(it -> answers(it, node));
    if (isWhole) {
      joining.remove(node);
      List<SimFabric> others = all();
      members.put(node.self(), node);
      others.forEach(it -> it.tell(gossip(), events -> events.up(node.self())));
      node.up(gossip(), others);
    }
  }

  private long gossip() {
    return chance.nextLong(MOST_GOSSIP);
  }
}
