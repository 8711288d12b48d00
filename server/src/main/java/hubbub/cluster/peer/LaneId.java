package hubbub.cluster.peer;

/// One direction of what goes between a loop of the sender and its peer.
///
/// @param loop the number of the sender's loop, less than [#MOST_LOOPS]
/// @param life how often the lane has begun anew, from 0
record LaneId(int loop, int life) {
  /// No node has more loops.
  static final int MOST_LOOPS = 1024;
}
