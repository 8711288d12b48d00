package hubbub.cluster.peer;

import hubbub.cluster.peer.Frame.Ack;
import hubbub.cluster.peer.Frame.Ask;
import hubbub.cluster.peer.Frame.Data;
import hubbub.cluster.peer.Frame.Ping;
import hubbub.cluster.peer.Frame.Pong;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// How frames between two runs of nodes are written. Any thread.
///
/// Each begins with [#VERSION], the kind, and the numbers of the sender and the receiver
/// ([NodeId#number]). Integers are big-endian. Then:
///
///     DATA  lane  seq:8  bytes:4  pieces
///     ACK   lane  applied:8  received:8  missing:8
///     ASK   lane  sent:8
///     PING  token:8
///     PONG  token:8
///
/// A lane is its loop (2 bytes) and life (4). A piece is its shard, its length with the last bit for
/// whether it ends its message, both as [Varint], and its bytes.
///
/// @param self this node's number
/// @param peer the other node's
record FrameCodec(int self, int peer) {
  /// The most bytes of all pieces of a frame ([#pieceBytes]).
  static final int MOST_PIECES_BYTES = Fabric.MOST_FRAME_BYTES - 28;

  private static final byte VERSION = (byte) 0xB1;
  private static final int DATA = 1;
  private static final int ACK = 2;
  private static final int ASK = 3;
  private static final int PING = 4;
  private static final int PONG = 5;

  private static final int HEADER_BYTES = 10;
  private static final int LANE_BYTES = 6;

  /// How many bytes a piece of `length` bytes takes in a frame.
  static int pieceBytes(int shard, int length) {
    return Varint.bytes(shard) + Varint.bytes(length << 1) + length;
  }

  /// Writes a frame of this node.
  byte[] write(Frame frame) {
    return switch (frame) {
      case Data data -> write(data);
      case Ack ack ->
          lane(ACK, ack.lane(), 24)
              .putLong(ack.applied())
              .putLong(ack.received())
              .putLong(ack.missing())
              .array();
      case Ask ask -> lane(ASK, ask.lane(), 8).putLong(ask.sent()).array();
      case Ping ping -> header(PING, 8).putLong(ping.token()).array();
      case Pong pong -> header(PONG, 8).putLong(pong.token()).array();
    };
  }

  private byte[] write(Data data) {
    int bytes = 0;
    for (Piece piece : data.pieces()) {
      bytes += pieceBytes(piece.shard(), piece.length());
    }
    ByteBuffer head = lane(DATA, data.lane(), 12 + bytes).putLong(data.seq()).putInt(bytes);
    return write(head, data.pieces()).array();
  }

  private static ByteBuffer write(ByteBuffer out, List<Piece> pieces) {
    for (Piece piece : pieces) {
      Varint.write(out, piece.shard());
      Varint.write(out, piece.length() << 1 | (piece.isLast() ? 1 : 0));
      out.put(piece.source(), piece.from(), piece.length());
    }
    return out;
  }

  private ByteBuffer lane(int kind, LaneId lane, int moreBytes) {
    return header(kind, LANE_BYTES + moreBytes).putShort((short) lane.loop()).putInt(lane.life());
  }

  private ByteBuffer header(int kind, int moreBytes) {
    return ByteBuffer.allocate(HEADER_BYTES + moreBytes)
        .put(VERSION)
        .put((byte) kind)
        .putInt(self)
        .putInt(peer);
  }

  /// Reads a frame of the peer. Empty if it is none, or not for this node.
  Optional<Frame> read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length < HEADER_BYTES || in.get() != VERSION) {
      return Optional.empty();
    }
    int kind = in.get();
    boolean isForUs = in.getInt() == peer && in.getInt() == self;
    return isForUs ? read(kind, in) : Optional.empty();
  }

  private static Optional<Frame> read(int kind, ByteBuffer in) {
    int left = in.remaining();
    return switch (kind) {
      case PING -> left == 8 ? Optional.of(new Ping(in.getLong())) : Optional.empty();
      case PONG -> left == 8 ? Optional.of(new Pong(in.getLong())) : Optional.empty();
      case DATA, ACK, ASK -> left < LANE_BYTES ? Optional.empty() : read(kind, lane(in), in);
      default -> Optional.empty();
    };
  }

  private static LaneId lane(ByteBuffer in) {
    return new LaneId(in.getShort(), in.getInt());
  }

  private static Optional<Frame> read(int kind, LaneId lane, ByteBuffer in) {
    int left = in.remaining();
    if (lane.loop() < 0 || lane.loop() >= LaneId.MOST_LOOPS || lane.life() < 0) {
      return Optional.empty();
    } else if (kind == ACK) {
      return left == 24 ? Optional.of(ack(lane, in)) : Optional.empty();
    } else if (kind == ASK) {
      return left == 8 ? Optional.of(new Ask(lane, in.getLong())) : Optional.empty();
    }
    return left < 12 ? Optional.empty() : data(lane, in);
  }

  private static Frame ack(LaneId lane, ByteBuffer in) {
    return new Ack(lane, in.getLong(), in.getLong(), in.getLong());
  }

  private static Optional<Frame> data(LaneId lane, ByteBuffer in) {
    long seq = in.getLong();
    if (seq < 1 || in.getInt() != in.remaining()) {
      return Optional.empty();
    }
    return PieceReader.read(in).map(pieces -> new Data(lane, seq, List.copyOf(pieces)));
  }
}
