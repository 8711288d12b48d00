package hubbub.cluster.peer;

import hubbub.cluster.peer.Frame.Ack;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Frames of a lane's life that were sent and that the peer has not applied yet, as far as this
/// node knows. The loop of the lane.
final class FramesInFlight {
  /// No further frame is sent when so much is in flight.
  static final int WINDOW_BYTES = 1024 * 1024;

  private record Sent(long seq, byte[] frame, long position) {}

  private final Deque<Sent> frames = new ArrayDeque<>();
  private long bytes;
  private long lastSeq;
  private long received;
  private long applied;
  private long appliedPosition;

  boolean isEmpty() {
    return frames.isEmpty();
  }

  /// Whether another frame may be sent.
  boolean hasRoom() {
    return bytes < WINDOW_BYTES;
  }

  /// The last frame that was sent; 0 if none was.
  long lastSeq() {
    return lastSeq;
  }

  /// The position of the last message that the peer has applied.
  long appliedPosition() {
    return appliedPosition;
  }

  /// Adds the next frame.
  ///
  /// @param position of the last message that ends in it, or before it
  void add(byte[] frame, long position) {
    lastSeq++;
    frames.add(new Sent(lastSeq, frame, position));
    bytes += frame.length;
  }

  /// Whether an acknowledgement can be of this lane's receiver.
  boolean isPossible(Ack ack) {
    return ack.applied() >= 0 && ack.received() >= ack.applied() && ack.received() <= lastSeq;
  }

  /// Takes an acknowledgement into account. True if the peer has come further.
  boolean advance(Ack ack) {
    boolean isFurther = ack.received() > received || ack.applied() > applied;
    received = Math.max(received, ack.received());
    applied = Math.max(applied, ack.applied());
    while (!frames.isEmpty() && frames.getFirst().seq() <= applied) {
      Sent done = frames.removeFirst();
      bytes -= done.frame().length;
      appliedPosition = done.position();
    }
    return isFurther;
  }

  /// The frames that the peer has not got, according to its newest acknowledgement.
  List<byte[]> missing(Ack ack) {
    List<byte[]> missing = new ArrayList<>();
    if (ack.received() < received) {
      return missing;
    }
    for (Sent sent : frames) {
      if (sent.seq() > ack.missing()) {
        break;
      } else if (sent.seq() > received) {
        missing.add(sent.frame());
      }
    }
    return missing;
  }
}
