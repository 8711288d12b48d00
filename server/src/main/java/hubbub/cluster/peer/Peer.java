package hubbub.cluster.peer;

import hubbub.cluster.peer.Frame.Ack;
import hubbub.cluster.peer.Frame.Ask;
import hubbub.cluster.peer.Frame.Data;
import hubbub.cluster.peer.Frame.Ping;
import hubbub.cluster.peer.Frame.Pong;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;

/// Another member of the cluster: the lanes to it and from it. The fabric's thread, except for what
/// says otherwise; each [SendingLane] belongs to its loop.
final class Peer {
  private final PeerLink link;
  private final LongSupplier nanos;
  private final MessageDelivery delivery;
  private final RoundTrips roundTrips;
  private final List<SendingLane> sending;
  private final Map<Integer, ReceivingLane> receiving = new HashMap<>();
  private boolean hasPinged;

  Peer(PeerLink link, OwnLoops loops, PeersSetup setup) {
    this.link = link;
    this.nanos = setup.nanos();
    this.delivery = new MessageDelivery(link.peer(), loops, setup.ears(), setup.messagesATurn());
    this.roundTrips = new RoundTrips(link);
    this.sending =
        IntStream.range(0, loops.count())
            .mapToObj(loop -> new SendingLane.Setup(loop, loops, nanos, this::lost))
            .map(lane -> new SendingLane(link, lane, setup.mostUnsentBytes()))
            .toList();
  }

  /// Any thread.
  RoundTrips roundTrips() {
    return roundTrips;
  }

  /// The lane of a loop. That loop.
  SendingLane lane(int loop) {
    return sending.get(loop);
  }

  /// Any thread.
  PeerFigures figures() {
    return link.figures();
  }

  /// The peer has sent something.
  void received(byte[] bytes) {
    Optional<Frame> frame = link.read(bytes);
    if (frame.isPresent()) {
      received(frame.get());
    }
  }

  private void received(Frame frame) {
    switch (frame) {
      case Data data -> receivingLane(data.lane()).ifPresent(lane -> lane.received(data));
      case Ask ask -> receivingLane(ask.lane()).ifPresent(lane -> lane.asked(ask));
      case Ack ack -> acknowledged(ack);
      case Ping ping -> pinged(ping);
      case Pong pong -> roundTrips.answered(pong.token(), nanos.getAsLong());
    }
  }

  private void acknowledged(Ack ack) {
    int loop = ack.lane().loop();
    if (loop < sending.size()) {
      delivery.loops().execute(loop, () -> sending.get(loop).acknowledged(ack));
    } else {
      link.ignored();
    }
  }

  /// The first ping says that the peer knows this node, from which it has ignored everything
  /// before.
  private void pinged(Ping ping) {
    link.send(new Pong(ping.token()));
    if (!hasPinged) {
      hasPinged = true;
      onEachLane((lane, _) -> lane.ask());
    }
  }

  /// The lane in the life that the frame is of, which may be a new one; empty for a former life.
  private Optional<ReceivingLane> receivingLane(LaneId id) {
    ReceivingLane known = receiving.get(id.loop());
    int knownLife = known == null ? 0 : known.id().life();
    if (id.life() < knownLife) {
      return Optional.empty();
    } else if (known != null && id.life() == knownLife) {
      return Optional.of(known);
    }
    if (known != null) {
      known.end();
    }
    if (id.life() > knownLife) {
      lost();
    }
    ReceivingLane lane = new ReceivingLane(id, link, delivery);
    receiving.put(id.loop(), lane);
    return Optional.of(lane);
  }

  /// Tells every loop that messages were dropped. Any thread.
  private void lost() {
    link.lost();
    onEachLane((lane, loop) -> {
      lane.heardLost();
      delivery.ears().lost(link.peer(), loop);
    });
  }

  /// The peer is no member any more.
  void removed() {
    receiving.values().forEach(ReceivingLane::end);
    onEachLane((lane, _) -> lane.close());
  }

  private void onEachLane(ObjIntConsumer<SendingLane> act) {
    for (int each = 0; each < sending.size(); each++) {
      int loop = each;
      SendingLane lane = sending.get(loop);
      delivery.loops().execute(loop, () -> act.accept(lane, loop));
    }
  }
}
