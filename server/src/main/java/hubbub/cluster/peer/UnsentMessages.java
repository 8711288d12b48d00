package hubbub.cluster.peer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/// Messages of a lane that wait to be sent, in order. The loop of the lane.
final class UnsentMessages {
  private static final int COST_BYTES = 64;

  private record Message(int shard, byte[] bytes, long position) {}

  private final int mostBytes;
  private final Queue<Message> messages = new ArrayDeque<>();
  private int takenOfFirst;
  private long bytes;
  private long takenPosition;

  UnsentMessages(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  /// How many bytes a message of `length` bytes counts for.
  static int cost(int length) {
    return length + COST_BYTES;
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  /// What waits, at [#cost].
  long bytes() {
    return bytes;
  }

  /// The position of the last message that was taken as a whole.
  long takenPosition() {
    return takenPosition;
  }

  /// Whether a message of `length` bytes may be added. If none waits, any may.
  boolean hasRoomFor(int length) {
    return messages.isEmpty() || bytes + cost(length) <= mostBytes;
  }

  /// Adds a message.
  void add(int shard, byte[] message, long position) {
    messages.add(new Message(shard, message, position));
    bytes += cost(message.length);
  }

  /// Takes as many messages as one frame holds; the last of them perhaps in part.
  List<Piece> take() {
    List<Piece> pieces = new ArrayList<>();
    int room = FrameCodec.MOST_PIECES_BYTES;
    Message first = messages.peek();
    while (first != null && room > FrameCodec.pieceBytes(first.shard(), 0) + 8) {
      Piece piece = piece(first, room);
      pieces.add(piece);
      room -= FrameCodec.pieceBytes(piece.shard(), piece.length());
      if (!piece.isLast()) {
        takenOfFirst += piece.length();
        return pieces;
      }
      takenFirst(first);
      first = messages.peek();
    }
    return pieces;
  }

  /// As much of the first message as there is room for.
  private Piece piece(Message first, int room) {
    int left = first.bytes().length - takenOfFirst;
    int most = room - FrameCodec.pieceBytes(first.shard(), room) + room;
    boolean isLast = left <= most;
    return new Piece(first.shard(), first.bytes(), takenOfFirst, isLast ? left : most, isLast);
  }

  private void takenFirst(Message first) {
    messages.remove();
    bytes -= cost(first.bytes().length);
    takenOfFirst = 0;
    takenPosition = first.position();
  }

  /// Drops all.
  void clear() {
    messages.clear();
    bytes = 0;
    takenOfFirst = 0;
  }
}
