package hubbub.gateway;

import hubbub.wire.BadFrame;
import hubbub.wire.CloseReason;
import hubbub.wire.Inflating;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/// Reads one client's text messages: joins their fragments (RFC 6455 §5.4), then inflates them (RFC
/// 7692 §6), each within its limit. Confined to the connection's loop.
final class MessageReader {
  /// The limit for a frame and for a whole fragmented message, both compressed and inflated.
  static final int MAX_BYTES = 64 * 1024;

  /// The limit on what is inflated for a client in a second: beyond it, its next compressed message
  /// is refused. Such messages cost a client next to nothing to send.
  private static final int MAX_INFLATED_BYTES = 1024 * 1024;

  /// Of the three reserved bits, the one that marks a compressed message, on its first frame.
  private static final int RSV1 = 4;

  /// The fragments of a message of which more are to come.
  private @Nullable ByteArrayOutputStream fragments;

  private boolean isDeflated;
  private int inflatedBytes;

  /// A message that may not be read; its connection is to be closed.
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;
    private final CloseReason reason;

    Unreadable(CloseReason reason) {
      super(reason.text(), null, false, false);
      this.reason = reason;
    }

    CloseReason reason() {
      return reason;
    }
  }

  /// Whether only RSV1 is set, if any, and only on a message's first frame. If compression was not
  /// negotiated, Netty's decoder has already rejected the bit.
  static boolean hasLegalBits(WebSocketFrame frame) {
    return switch (frame.rsv()) {
      case 0 -> true;
      case RSV1 -> frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame;
      default -> false;
    };
  }

  /// Reads the first or only frame of a message. Returns the message, null if it is not complete.
  byte @Nullable [] first(TextWebSocketFrame frame, Inflating inflating) throws Unreadable {
    isDeflated = frame.rsv() == RSV1;
    if (frame.isFinalFragment()) {
      return message(ByteBufUtil.getBytes(frame.content()), inflating);
    }
    fragments = new ByteArrayOutputStream();
    add(fragments, frame);
    return null;
  }

  /// Reads a further frame of a message. Returns the message, null if it is not complete.
  byte @Nullable [] next(ContinuationWebSocketFrame frame, Inflating inflating) throws Unreadable {
    ByteArrayOutputStream before = fragments;
    if (before == null) {
      throw new Unreadable(CloseReason.PROTOCOL);
    }
    add(before, frame);
    if (!frame.isFinalFragment()) {
      return null;
    }
    fragments = null;
    return message(before.toByteArray(), inflating);
  }

  private static void add(ByteArrayOutputStream fragments, WebSocketFrame frame) throws Unreadable {
    ByteBuf part = frame.content();
    if (!frame.isFinalFragment() && !part.isReadable()) {
      throw new Unreadable(CloseReason.EMPTY_FRAGMENT);
    }
    if (fragments.size() + part.readableBytes() > MAX_BYTES) {
      throw new Unreadable(CloseReason.TOO_BIG);
    }
    fragments.writeBytes(ByteBufUtil.getBytes(part));
  }

  private byte[] message(byte[] bytes, Inflating inflating) throws Unreadable {
    if (!isDeflated) {
      return bytes;
    }
    if (inflatedBytes > MAX_INFLATED_BYTES) {
      throw new Unreadable(CloseReason.INFLATED);
    }
    try {
      byte[] text = inflating.inflate(bytes);
      inflatedBytes += text.length;
      return text;
    } catch (BadFrame e) {
      throw new Unreadable(e.reason());
    }
  }

  /// Whether a message has arrived in part.
  boolean isInMessage() {
    return fragments != null;
  }

  /// How many bytes have arrived of a message that is not whole yet.
  int fragmentBytes() {
    return fragments == null ? 0 : fragments.size();
  }

  /// Begins a new second for the limit on inflated bytes.
  void renewAllowance() {
    inflatedBytes = 0;
  }

  /// Drops the fragments of a message that will not be completed.
  void clear() {
    fragments = null;
  }
}
