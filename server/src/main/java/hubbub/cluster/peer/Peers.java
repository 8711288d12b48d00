package hubbub.cluster.peer;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Messages between this node and the other members of its cluster, over a [Fabric] that may lose,
/// double, reorder and delay what it is given. They come in order for each peer and shard, and each
/// exactly once, as long as the peer is a member and [PeerEars#lost] is not called.
///
/// [#up], [#removed] and [#received] are the [FabricEvents] of the same names: they come one at a
/// time, on the fabric's thread, to which what has come is confined until it is given to a loop.
/// [#send] and [#whenApplied] are called on the loop of their shard, to which the lane to the peer
/// is confined. Everything else may be called on any thread. Nothing blocks, and one turn of a loop
/// takes at most [PeersSetup#messagesATurn] messages of a peer's lane.
///
/// A lane is in order across its shards, too: what is sent after something big waits for it.
/// Whoever sends much more than [FramesInFlight#WINDOW_BYTES] therefore sends it in parts, each
/// when the one before it has been applied.
public final class Peers {
  /// The longest message.
  public static final int MOST_MESSAGE_BYTES = 16 * 1024 * 1024;

  private final Fabric fabric;
  private final PeersSetup setup;
  private final OwnLoops loops;
  private final Contact contact;
  private final Map<NodeId, Peer> peers = new ConcurrentHashMap<>();
  private final LongAdder framesOfStrangers = new LongAdder();

  /// With no peers yet.
  public Peers(Fabric fabric, PeersSetup setup) {
    this.fabric = fabric;
    this.setup = setup;
    this.loops = new OwnLoops(setup.loops());
    this.contact = new Contact(loops, setup.nanos());
  }

  /// A node is a member from now on. Does nothing for this node itself, or if it is known.
  public void up(NodeId node) {
    if (!node.equals(fabric.self()) && !peers.containsKey(node)) {
      Peer peer = new Peer(new PeerLink(fabric, node), loops, setup);
      peers.put(node, peer);
      contact.up(peer.roundTrips());
    }
  }

  /// A node is no member any more: what waits for it is dropped, and whoever waits for it goes on.
  public void removed(NodeId node) {
    Peer peer = peers.remove(node);
    if (peer != null) {
      contact.removed(node);
      peer.removed();
    }
  }

  /// A frame has come. It is ignored if it is not of a member.
  public void received(NodeId from, byte[] frame) {
    Peer peer = peers.get(from);
    if (peer == null) {
      framesOfStrangers.increment();
    } else {
      peer.received(frame);
    }
  }

  /// Sends a message about `shard` to another node, at the end of the loop's turn; it is dropped if
  /// that is no member. On the shard's loop. `message` has at most [#MOST_MESSAGE_BYTES] and must
  /// not be modified any more.
  ///
  /// @return its position among those of the same loop to the same peer, for [#whenApplied]; 0 if
  ///   it was dropped
  public long send(NodeId to, int shard, byte[] message) {
    if (message.length > MOST_MESSAGE_BYTES) {
      throw new IllegalArgumentException(
          "message: " + message.length + " bytes (expected: <= " + MOST_MESSAGE_BYTES + ")");
    }
    Peer peer = peers.get(to);
    return peer == null ? 0 : peer.lane(loops.of(shard)).send(shard, message);
  }

  /// Runs `then`, once, when the peer has applied everything up to `position`, or when it is no
  /// member. In a turn of its own of the shard's loop, on which this is called; in the order of the
  /// positions. Never, if the message was dropped and [PeerEars#lost] has been called.
  public void whenApplied(NodeId to, int shard, long position, Runnable then) {
    int loop = loops.of(shard);
    Peer peer = peers.get(to);
    if (peer == null) {
      loops.execute(loop, then);
    } else {
      peer.lane(loop).whenApplied(position, then);
    }
  }

  /// Whether, of the members that this node knows, it has reached a majority: it has itself, and a
  /// peer if that has answered a ping that was sent within the last 2 s. A lone member always has.
  /// Any thread; cheap enough to be asked before each decision.
  public boolean hasContact() {
    return contact.isHeld();
  }

  /// Figures of each peer. Any thread.
  public Map<NodeId, PeerFigures> figures() {
    Map<NodeId, PeerFigures> figures = new HashMap<>();
    peers.forEach((node, peer) -> figures.put(node, peer.figures()));
    return figures;
  }

  /// How many frames came from nodes that were no members. Any thread.
  public long framesOfStrangers() {
    return framesOfStrangers.sum();
  }
}
