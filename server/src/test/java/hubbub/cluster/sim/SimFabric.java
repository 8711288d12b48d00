package hubbub.cluster.sim;

import hubbub.cluster.peer.Fabric;
import hubbub.cluster.peer.FabricEvents;
import hubbub.cluster.peer.NodeId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The fabric of one run of a node.
final class SimFabric implements Fabric {
  private final SimMachine machine;
  private final SimNetwork network;
  private final SimMembership membership;
  private final SimHomes homes;
  private final Runnable whenDowned;
  private final CompletableFuture<Void> left = new CompletableFuture<>();
  private @Nullable FabricEvents events;
  private boolean isUp;
  private boolean isEnding;

  /// `whenDowned` runs when the node has been told that it must end.
  SimFabric(
      SimMachine machine,
      SimNetwork network,
      SimMembership membership,
      SimHomes homes,
      Runnable whenDowned) {
    this.machine = machine;
    this.network = network;
    this.membership = membership;
    this.homes = homes;
    this.whenDowned = whenDowned;
  }

  SimMachine machine() {
    return machine;
  }

  @Override
  public NodeId self() {
    return machine.id();
  }

  @Override
  public void start(FabricEvents hearer) {
    events = hearer;
    network.connect(machine, hearer::received);
    membership.join(this);
  }

  @Override
  public void send(NodeId to, byte[] frame) {
    if (frame.length > MOST_FRAME_BYTES) {
      throw new IllegalArgumentException(
          "frame: " + frame.length + " bytes (expected: at most " + MOST_FRAME_BYTES + ")");
    }
    network.send(machine, to, frame);
  }

  @Override
  public void wake(int shard) {
    homes.wake(this, shard);
  }

  @Override
  public CompletionStage<Void> leave() {
    homes.leave(this, () -> left.complete(null));
    return left;
  }

  /// Tells the node something after that time, and after all that it was to be told before.
  void tell(long delayNanos, Consumer<FabricEvents> call) {
    FabricEvents hearer = events;
    if (hearer != null) {
      machine.events().runAfter(delayNanos, () -> call.accept(hearer));
    }
  }

  /// Tells the node something about shards after that time, and after all that it was to be told
  /// about them before.
  void tellOfShards(long delayNanos, Consumer<FabricEvents> call) {
    FabricEvents hearer = events;
    if (hearer != null) {
      machine.shardEvents().runAfter(delayNanos, () -> call.accept(hearer));
    }
  }

  /// Tells the node that it is a member, with those others.
  void up(long delayNanos, List<SimFabric> others) {
    others.forEach(it -> tell(delayNanos, hearer -> hearer.up(it.self())));
    tell(
        delayNanos,
        hearer -> {
          hearer.up(self());
          isUp = true;
        });
  }

  /// Whether the node knows that it is a member.
  boolean isUp() {
    return isUp;
  }

  /// Tells the node that it must end, and that all others are removed. Until it has, it goes on.
  void end(long delayNanos) {
    if (!isEnding) {
      isEnding = true;
      List<NodeId> others =
          membership.all().stream().map(SimFabric::self).filter(it -> !it.equals(self())).toList();
      tell(
          delayNanos,
          hearer -> {
            hearer.downed();
            others.forEach(hearer::removed);
            whenDowned.run();
          });
    }
  }

  @Override
  public String toString() {
    return machine.toString();
  }
}
