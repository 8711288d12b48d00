package hubbub.cluster.peer;

import java.util.List;

/// What two nodes send each other. [FrameCodec] says how it is written.
sealed interface Frame {
  /// The `seq`-th frame of a lane, counted from 1. An empty one only says that the lane has begun.
  record Data(LaneId lane, long seq, List<Piece> pieces) implements Frame {
    /// How much memory it takes, roughly.
    int weightBytes() {
      int bytes = 64;
      for (Piece piece : pieces) {
        bytes += piece.length() + 32;
      }
      return bytes;
    }
  }

  /// How far the receiver of a lane has come.
  ///
  /// @param applied all frames up to it have been applied
  /// @param received all frames up to it have come; at least `applied`
  /// @param missing those after `received` and up to it have not come, though the sender has sent
  ///   them; at least `received`
  record Ack(LaneId lane, long applied, long received, long missing) implements Frame {}

  /// Asks for an [Ack]. Frames up to `sent` have been sent before.
  record Ask(LaneId lane, long sent) implements Frame {}

  /// Asks for a [Pong] at once. `token` means something to its sender alone.
  record Ping(long token) implements Frame {}

  /// Answers the [Ping] that had the same token.
  record Pong(long token) implements Frame {}
}
