package hubbub.cluster.peer;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/// Joins the pieces of a lane's messages, which come in order. The fabric's thread.
final class MessageJoiner {
  private ByteArrayOutputStream begun = new ByteArrayOutputStream(0);

  /// The message that ends with this piece, if one does. A message of more than
  /// [Peers#MOST_MESSAGE_BYTES], which no peer sends, is cut off there.
  Optional<byte[]> add(Piece piece) {
    if (begun.size() == 0 && piece.isLast()) {
      return Optional.of(piece.bytes());
    }
    int room = Peers.MOST_MESSAGE_BYTES - begun.size();
    begun.write(piece.source(), piece.from(), Math.min(piece.length(), room));
    if (!piece.isLast()) {
      return Optional.empty();
    }
    byte[] message = begun.toByteArray();
    begun = new ByteArrayOutputStream(0);
    return Optional.of(message);
  }
}
