package hubbub.cluster.peer;

import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/// Frames to and from one peer, and the figures of them. Any thread.
final class PeerLink {
  private final Fabric fabric;
  private final NodeId peer;
  private final FrameCodec codec;

  private final LongAdder framesSent = new LongAdder();
  private final LongAdder bytesSent = new LongAdder();
  private final LongAdder framesSentAgain = new LongAdder();
  private final LongAdder framesReceived = new LongAdder();
  private final LongAdder bytesReceived = new LongAdder();
  private final LongAdder framesIgnored = new LongAdder();
  private final LongAdder unsentBytes = new LongAdder();
  private final LongAdder losses = new LongAdder();

  PeerLink(Fabric fabric, NodeId peer) {
    this.fabric = fabric;
    this.peer = peer;
    this.codec = new FrameCodec(fabric.self().number(), peer.number());
  }

  NodeId peer() {
    return peer;
  }

  /// Writes a frame for [#send(byte\[\])].
  byte[] write(Frame frame) {
    return codec.write(frame);
  }

  /// Sends a frame.
  void send(Frame frame) {
    send(write(frame));
  }

  /// Sends a frame that [#write] wrote. It may get lost.
  void send(byte[] frame) {
    framesSent.increment();
    bytesSent.add(frame.length);
    fabric.send(peer, frame);
  }

  /// Sends a frame again.
  void sendAgain(byte[] frame) {
    framesSentAgain.increment();
    send(frame);
  }

  /// Reads what has come from the peer. Empty if it is to be ignored.
  Optional<Frame> read(byte[] bytes) {
    framesReceived.increment();
    bytesReceived.add(bytes.length);
    Optional<Frame> frame = codec.read(bytes);
    if (frame.isEmpty()) {
      ignored();
    }
    return frame;
  }

  /// Counts a frame that no peer of this version sends.
  void ignored() {
    framesIgnored.increment();
  }

  /// Counts bytes that wait to be sent, or, if negative, that do no more.
  void unsent(long moreBytes) {
    unsentBytes.add(moreBytes);
  }

  /// Counts that messages were dropped.
  void lost() {
    losses.increment();
  }

  /// What was counted so far.
  PeerFigures figures() {
    return new PeerFigures(
        framesSent.sum(),
        bytesSent.sum(),
        framesSentAgain.sum(),
        framesReceived.sum(),
        bytesReceived.sum(),
        framesIgnored.sum(),
        unsentBytes.sum(),
        losses.sum());
  }
}
