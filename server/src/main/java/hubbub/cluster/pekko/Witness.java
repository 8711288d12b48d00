package hubbub.cluster.pekko;

import hubbub.cluster.peer.NodeId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.AbstractActorWithTimers;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.Member;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out at once that another node's process has died, where its heartbeats alone would tell
/// after seconds: looks at the port of a node that is silent, tells the other witnesses what it
/// found, and has Pekko give up the node when [Verdicts] says so.
final class Witness extends AbstractActorWithTimers {
  static final String NAME = "witness";

  private static final Logger LOG = LoggerFactory.getLogger(Witness.class);
  private static final Duration PERIOD = Duration.ofMillis(100);

  /// A little more than a heartbeat. To look in vain, on a busy machine, costs a connection.
  private static final long SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(550);

  private enum Tick {
    TICK
  }

  private record Probed(Address node, NodeId id, boolean isRefused) {}

  private final Cluster cluster = Cluster.get(getContext().getSystem());
  private final Endpoint self = Addresses.endpointOf(cluster.selfAddress());
  private final Verdicts verdicts = new Verdicts(Addresses.nodeOf(cluster.selfUniqueAddress()));
  private final Set<NodeId> probing = new HashSet<>();
  private final Set<NodeId> givenUp = new HashSet<>();

  static Props props() {
    return Props.create(Witness.class, Witness::new);
  }

  @Override
  public void preStart() {
    getTimers().startTimerWithFixedDelay(Tick.TICK, Tick.TICK, PERIOD);
  }

  @Override
  public Receive createReceive() {
    return receiveBuilder()
        .match(Tick.class, _ -> look())
        .match(Probed.class, this::hear)
        .match(byte[].class, this::hearTestimony)
        .build();
  }

  private void look() {
    Map<NodeId, Address> others = others();
    verdicts.keepOnly(others.keySet());
    givenUp.retainAll(others.keySet());
    others.forEach((id, node) -> {
      if (isSilent(node)) {
        probe(id, node);
      } else {
        verdicts.mayLive(id);
      }
    });
  }

  private Map<NodeId, Address> others() {
    Map<NodeId, Address> others = new HashMap<>();
    for (Member member : cluster.state().getMembers()) {
      if (!member.uniqueAddress().equals(cluster.selfUniqueAddress())) {
        others.put(Addresses.nodeOf(member.uniqueAddress()), member.address());
      }
    }
    return others;
  }

  private boolean isSilent(Address node) {
    return Detectors.of(cluster, node).filter(it -> it.silentNanos() > SILENCE_NANOS).isPresent();
  }

  private void probe(NodeId id, Address node) {
    if (probing.add(id)) {
      ActorRef witness = getSelf();
      Thread.startVirtualThread(() ->
          witness.tell(
              new Probed(node, id, PortProbe.isRefused(self, Addresses.endpointOf(node))),
              ActorRef.noSender()));
    }
  }

  private void hear(Probed probed) {
    probing.remove(probed.id());
    if (!probed.isRefused() || !isSilent(probed.node())) {
      verdicts.mayLive(probed.id());
      return;
    }
    if (verdicts.refused(probed.id(), System.nanoTime())) {
      testify(probed.id());
      judge(probed.id());
    }
  }

  private void testify(NodeId silent) {
    byte[] testimony = encode(silent);
    others()
        .forEach((id, node) -> {
          if (!id.equals(silent)) {
            witnessAt(node).tell(testimony, getSelf());
          }
        });
  }

  private ActorRef witnessAt(Address node) {
    return ((ExtendedActorSystem) getContext().getSystem())
        .provider()
        .resolveActorRef(node + "/user/" + NAME);
  }

  private void hearTestimony(byte[] testimony) {
    if (testimony.length < Integer.BYTES) {
      return;
    }
    NodeId silent = decode(testimony);
    String from = Addresses.endpointOf(getSender().path().address()).toString();
    others().keySet().stream()
        .filter(it -> it.address().equals(from))
        .forEach(witness -> verdicts.testified(witness, silent, System.nanoTime()));
    judge(silent);
  }

  private void judge(NodeId silent) {
    Map<NodeId, Address> others = others();
    Address node = others.get(silent);
    if (node != null
        && verdicts.isGone(silent, others.size() + 1, System.nanoTime())
        && givenUp.add(silent)) {
      LOG.warn("A node's process is gone, and the cluster goes on without it: {}", silent);
      Detectors.of(cluster, node).ifPresent(WitnessedDetector::believeDead);
      cluster.down(node);
    }
  }

  /// The number, 4 bytes, and the address.
  private static byte[] encode(NodeId node) {
    byte[] address = node.address().getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(Integer.BYTES + address.length)
        .putInt(node.number())
        .put(address)
        .array();
  }

  private static NodeId decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new NodeId(in.getInt(), StandardCharsets.US_ASCII.decode(in).toString());
  }
}
