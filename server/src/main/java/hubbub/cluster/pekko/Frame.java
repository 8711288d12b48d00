package hubbub.cluster.pekko;

import hubbub.cluster.peer.NodeId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// A frame as it crosses the network: the numbers of sender and receiver, 4 bytes each, then its
/// bytes. By their numbers, frames from or to an earlier run of a node are told apart.
record Frame(int from, int to, byte[] content) {
  private static final int HEAD = 8;

  static byte[] encode(NodeId from, NodeId to, byte[] content) {
    return ByteBuffer.allocate(HEAD + content.length)
        .putInt(from.number())
        .putInt(to.number())
        .put(content)
        .array();
  }

  /// Empty if that is no frame.
  static Optional<Frame> decode(byte[] bytes) {
    if (bytes.length < HEAD) {
      return Optional.empty();
    }
    ByteBuffer head = ByteBuffer.wrap(bytes);
    return Optional.of(
        new Frame(head.getInt(), head.getInt(), Arrays.copyOfRange(bytes, HEAD, bytes.length)));
  }
}
