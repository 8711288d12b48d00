package hubbub.cluster.peer;

import java.util.Arrays;

/// A message about a shard, or a part of one, in an array of which it is a section.
///
/// @param isLast whether the message ends with it
record Piece(int shard, byte[] source, int from, int length, boolean isLast) {
  /// Its bytes; the source itself if it is all of that.
  byte[] bytes() {
    return length == source.length ? source : Arrays.copyOfRange(source, from, from + length);
  }
}
