package hubbub.gateway;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;

/// Collects the parts of a fragmented message (RFC 6455 §5.4), without inflating them. Confined to
/// the loop.
final class Fragments {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final boolean isDeflated;

  Fragments(boolean isDeflated) {
    this.isDeflated = isDeflated;
  }

  boolean isDeflated() {
    return isDeflated;
  }

  /// Adds a part, unless the message would exceed `maxBytes`.
  ///
  /// @return whether it fitted
  boolean add(ByteBuf part, int maxBytes) {
    int length = part.readableBytes();
    if (bytes.size() + length > maxBytes) {
      return false;
    }
    byte[] copy = new byte[length];
    part.getBytes(part.readerIndex(), copy);
    bytes.writeBytes(copy);
    return true;
  }

  byte[] whole() {
    return bytes.toByteArray();
  }
}
