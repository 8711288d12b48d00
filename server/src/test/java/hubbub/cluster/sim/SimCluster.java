package hubbub.cluster.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The nodes of a simulated cluster: some places, each with at most one run of a node at a time.
final class SimCluster {
  private static final long MOST_UNTIL_EXIT = TimeUnit.MILLISECONDS.toNanos(1_300);
  private static final long LEAST_UNTIL_RESTART = TimeUnit.MILLISECONDS.toNanos(1_000);
  private static final long MOST_UNTIL_RESTART = TimeUnit.MILLISECONDS.toNanos(4_000);
  private static final long MOST_LEAVING = TimeUnit.SECONDS.toNanos(20);

  private final SimScheduler scheduler;
  private final SimSoftware software;
  private final SimNetwork network;
  private final SimHomes homes;
  private final SimMembership membership;
  private final RandomGenerator chance;
  private final SimTrace trace;
  private final @Nullable SimNode[] nodes;
  private final List<SimNode> all = new ArrayList<>();

  /// One run of a node.
  record SimNode(SimMachine machine, SimFabric fabric, SimSoftware.Running software) {
    boolean isRunning() {
      return machine.isRunning();
    }

    @Override
    public String toString() {
      return machine.toString();
    }
  }

  SimCluster(int places, SimScheduler scheduler, SimSoftware software, SimTrace trace) {
    this.scheduler = scheduler;
    this.software = software;
    this.trace = trace;
    this.chance = scheduler.chance();
    this.network = new SimNetwork(scheduler);
    this.homes = new SimHomes(scheduler);
    this.membership = new SimMembership(scheduler, network, this::removed);
    this.homes.watch(membership);
    this.nodes = new SimNode[places];
  }

  private void removed(SimFabric node) {
    trace.add("the cluster removes " + node);
    homes.removed(node);
  }

  int places() {
    return nodes.length;
  }

  SimNetwork network() {
    return network;
  }

  SimHomes homes() {
    return homes;
  }

  SimMembership membership() {
    return membership;
  }

  /// The node at a place that has not ended.
  Optional<SimNode> at(int place) {
    return Optional.ofNullable(nodes[place]).filter(it -> !it.machine().isEnded());
  }

  /// The nodes that have not ended.
  List<SimNode> alive() {
    return IntStream.range(0, places()).boxed().flatMap(it -> at(it).stream()).toList();
  }

  /// All nodes that there have been.
  List<SimNode> all() {
    return all;
  }

  /// Starts a node at a place where none is.
  void start(int place) {
    if (at(place).isPresent()) {
      return;
    }
    int run = (int) all.stream().filter(it -> it.machine().place() == place).count();
    SimMachine machine = new SimMachine(place, run, scheduler);
    SimFabric fabric = new SimFabric(machine, network, membership, homes, () -> exit(machine));
    trace.add("start " + machine);
    nodes[place] = new SimNode(machine, fabric, software.start(seams(machine, fabric)));
    all.add(nodes[place]);
  }

  private static SimSoftware.Seams seams(SimMachine machine, SimFabric fabric) {
    return new SimSoftware.Seams(
        fabric,
        machine.loops(),
        machine::epochMillis,
        machine::nanos,
        machine.chance(),
        (_, _) -> new SimLog(),
        SimFrames::told,
        SimFrames::epoch);
  }

  /// A node was told to end: it does so in a while, and is started again.
  private void exit(SimMachine machine) {
    trace.add(machine + " was downed");
    scheduler.after(chance.nextLong(MOST_UNTIL_EXIT), () -> end(machine, restartDelay()));
  }

  private long restartDelay() {
    return LEAST_UNTIL_RESTART + chance.nextLong(MOST_UNTIL_RESTART);
  }

  private void end(SimMachine machine, long restartNanos) {
    if (!machine.isEnded()) {
      trace.add(machine + " ends");
      machine.end();
      scheduler.after(restartNanos, () -> start(machine.place()));
    }
  }

  /// Kills the node at a place, and starts it again after that time.
  void crash(int place, long restartNanos) {
    at(place).ifPresent(it -> end(it.machine(), restartNanos));
  }

  /// Stops the node at a place as SIGSTOP does, for that time.
  void pause(int place, long nanos) {
    at(place)
        .map(SimNode::machine)
        .ifPresent(machine -> {
          machine.pause();
          scheduler.after(
              nanos,
              () -> {
                trace.add(machine + " goes on");
                machine.resume();
              });
        });
  }

  /// Has the node at a place leave, and starts another there after that time.
  void leave(int place, long restartNanos) {
    at(place)
        .filter(SimNode::isRunning)
        .ifPresent(node -> {
          Runnable end = () -> end(node.machine(), restartNanos);
          var _ = node.software().leave().thenRun(end);
          scheduler.after(MOST_LEAVING, end);
        });
  }
}
