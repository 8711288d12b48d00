package hubbub.cluster.peer;

import hubbub.cluster.peer.Frame.Ack;
import hubbub.cluster.peer.Frame.Ask;
import hubbub.cluster.peer.Frame.Data;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// Puts the frames of one life of a peer's lane in order, gives their messages to the loops, and
/// tells the sender how far they have come.
///
/// The fabric's thread, except for what says otherwise. Frames that come too early are kept until
/// those before them have come; the sender is told of the gap once. A loop hears a few messages per
/// turn.
final class ReceivingLane {
  private static final int MOST_EARLY_BYTES = 4 * FramesInFlight.WINDOW_BYTES;
  private static final int MOST_AHEAD = FramesInFlight.WINDOW_BYTES / 16;

  /// How long a frame may wait to be acknowledged together with the next ones.
  private static final long ACK_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /// A bigger frame is acknowledged at once, since its sender may wait for room.
  private static final int MOST_DELAYED_BYTES = 4 * 1024;

  private final LaneId id;
  private final PeerLink link;
  private final MessageDelivery delivery;
  private final AppliedFrames frames;
  private final List<LoopMessages> given;
  private final MessageJoiner joiner = new MessageJoiner();
  private final TreeMap<Long, Data> early = new TreeMap<>();
  private long earlyBytes;

  ReceivingLane(LaneId id, PeerLink link, MessageDelivery delivery) {
    this.id = id;
    this.link = link;
    this.delivery = delivery;
    this.frames = new AppliedFrames(delivery.loops().count());
    this.given =
        IntStream.range(0, delivery.loops().count())
            .mapToObj(loop -> new LoopMessages(loop, delivery))
            .toList();
  }

  LaneId id() {
    return id;
  }

  /// The peer has begun another life of the lane, or is no member any more: nothing more is heard
  /// of this one.
  void end() {
    given.forEach(LoopMessages::end);
  }

  /// A frame of this lane has come; perhaps too early, or again.
  void received(Data frame) {
    long next = frames.received() + 1;
    if (frame.seq() < next) {
      acknowledge(next - 1);
    } else if (frame.seq() == next) {
      take(frame);
      takeEarly();
    } else if (frame.seq() > next + MOST_AHEAD) {
      link.ignored();
    } else if (!early.containsKey(frame.seq())) {
      keep(frame);
    }
  }

  private void keep(Data frame) {
    if (earlyBytes + frame.weightBytes() > MOST_EARLY_BYTES) {
      return;
    }
    boolean isGapNew = early.isEmpty();
    early.put(frame.seq(), frame);
    earlyBytes += frame.weightBytes();
    if (isGapNew) {
      acknowledge(frame.seq() - 1);
    }
  }

  private void takeEarly() {
    while (!early.isEmpty() && early.firstKey() == frames.received() + 1) {
      Data frame = early.pollFirstEntry().getValue();
      earlyBytes -= frame.weightBytes();
      take(frame);
    }
    if (!early.isEmpty()) {
      acknowledge(early.firstKey() - 1);
    }
  }

  /// Gives the messages of the next frame to their loops.
  private void take(Data frame) {
    long seq = frame.seq();
    Map<Integer, MessageDelivery.Batch> batches = delivery.batches(frame.pieces(), joiner);
    batches.keySet().forEach(loop -> frames.given(loop, seq));
    frames.received(seq);
    boolean isUrgent = frame.weightBytes() > MOST_DELAYED_BYTES;
    batches.forEach((loop, batch) ->
        delivery
            .loops()
            .execute(loop, () -> given.get(loop).add(batch, () -> applied(loop, seq, isUrgent))));
    if (batches.isEmpty()) {
      acknowledge(seq);
    }
  }

  /// On a loop.
  private void applied(int loop, long seq, boolean isUrgent) {
    boolean isFirst = frames.done(loop, seq);
    if (isUrgent) {
      delivery.loops().execute(loop, this::acknowledgeApplied);
    } else if (isFirst) {
      delivery.loops().schedule(loop, this::acknowledgeApplied, ACK_DELAY_NANOS);
    }
  }

  /// On a loop, after what it had been given before.
  private void acknowledgeApplied() {
    frames.acknowledging();
    acknowledge(0);
  }

  /// The sender wants to know how far this lane has come.
  void asked(Ask ask) {
    acknowledge(early.isEmpty() ? ask.sent() : early.firstKey() - 1);
  }

  /// Any thread.
  private void acknowledge(long missing) {
    long applied = frames.applied();
    long received = frames.received();
    link.send(new Ack(id, applied, received, Math.max(received, missing)));
  }
}
