package hubbub.cluster.peer;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the pieces of a frame ([FrameCodec]).
final class PieceReader {
  private PieceReader() {}

  /// The pieces in all that remains of `in`; empty if they are malformed.
  static Optional<List<Piece>> read(ByteBuffer in) {
    List<Piece> pieces = new ArrayList<>();
    while (in.hasRemaining()) {
      int shard = Varint.read(in);
      int lengthAndEnd = Varint.read(in);
      int length = lengthAndEnd >> 1;
      if (shard < 0 || lengthAndEnd < 0 || length > in.remaining()) {
        return Optional.empty();
      }
      boolean isLast = (lengthAndEnd & 1) == 1;
      byte[] bytes = new byte[length];
      in.get(bytes);
      pieces.add(new Piece(shard, bytes, 0, length, isLast));
    }
    return Optional.of(pieces);
  }
}
