package hubbub.cluster.sim;

import hubbub.cluster.peer.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/// Carries frames between the places of a cluster: some get lost, come twice, late, or after later
/// ones. A link that is cut loses most frames, and carries the rest when it is healed.
final class SimNetwork {
  private static final double KEPT_BY_A_CUT_LINK = 0.2;

  /// How it treats frames: the probabilities that one is lost, comes twice, or is late by up to
  /// `lateNanos`; all take up to `delayNanos`.
  record Weather(double loss, double doubling, double late, long delayNanos, long lateNanos) {
    /// All arrives, once, in order, and at once.
    static final Weather STILL = new Weather(0, 0, 0, 1, 0);

    /// The usual one: little goes wrong.
    static final Weather USUAL = new Weather(0.002, 0.002, 0.01, millis(3), millis(300));

    /// Much goes wrong.
    static final Weather STORM = new Weather(0.2, 0.1, 0.1, millis(40), millis(5_000));

    private static long millis(long millis) {
      return TimeUnit.MILLISECONDS.toNanos(millis);
    }
  }

  private record Link(int from, int to) {}

  private final SimScheduler scheduler;
  private final RandomGenerator chance;
  private final Map<String, SimMachine> machines = new HashMap<>();
  private final Map<String, BiConsumer<NodeId, byte[]>> receivers = new HashMap<>();
  private final Map<Link, Integer> cuts = new HashMap<>();
  private final Map<Link, List<Runnable>> kept = new HashMap<>();
  private Weather weather = Weather.USUAL;
  private long carried;

  SimNetwork(SimScheduler scheduler) {
    this.scheduler = scheduler;
    this.chance = scheduler.chance();
  }

  /// From now on, frames to the machine's address go to `receiver`.
  void connect(SimMachine machine, BiConsumer<NodeId, byte[]> receiver) {
    machines.put(machine.id().address(), machine);
    receivers.put(machine.id().address(), receiver);
  }

  void weather(Weather now) {
    weather = now;
  }

  /// How many frames have arrived.
  long carried() {
    return carried;
  }

  /// Whether frames get through from one place to the other.
  boolean isOpen(int from, int to) {
    return !cuts.containsKey(new Link(from, to));
  }

  /// Whether no link is cut.
  boolean isWhole() {
    return cuts.isEmpty();
  }

  /// Whether frames get through both ways.
  boolean isOpenBothWays(int one, int other) {
    return one == other || (isOpen(one, other) && isOpen(other, one));
  }

  /// Cuts the link in this direction. What is cut twice has to be healed twice.
  void cut(int from, int to) {
    cuts.merge(new Link(from, to), 1, Integer::sum);
  }

  void heal(int from, int to) {
    Link link = new Link(from, to);
    cuts.computeIfPresent(link, (_, times) -> times > 1 ? times - 1 : null);
    if (!cuts.containsKey(link)) {
      List<Runnable> late = kept.remove(link);
      if (late != null) {
        late.forEach(Runnable::run);
      }
    }
  }

  /// Sends a frame to whichever run of a node is at the address of `to` when it arrives.
  void send(SimMachine from, NodeId to, byte[] frame) {
    SimMachine target = machines.get(to.address());
    if (target == null) {
      return;
    }
    byte[] copy = frame.clone();
    Link link = new Link(from.place(), target.place());
    Runnable carry = () -> scheduler.after(delay(), () -> arrive(from.id(), to.address(), copy));
    if (cuts.containsKey(link)) {
      if (chance.nextDouble() < KEPT_BY_A_CUT_LINK) {
        kept.computeIfAbsent(link, _ -> new ArrayList<>()).add(carry);
      }
      return;
    }
    if (chance.nextDouble() >= weather.loss) {
      carry.run();
    }
    if (chance.nextDouble() < weather.doubling) {
      carry.run();
    }
  }

  private long delay() {
    long usual = 1 + chance.nextLong(weather.delayNanos);
    return chance.nextDouble() < weather.late
        ? usual + chance.nextLong(weather.lateNanos + 1)
        : usual;
  }

  private void arrive(NodeId from, String address, byte[] frame) {
    SimMachine target = machines.get(address);
    BiConsumer<NodeId, byte[]> receiver = receivers.get(address);
    if (target != null && receiver != null) {
      carried++;
      target.run(() -> receiver.accept(from, frame));
    }
  }
}
