package hubbub.gateway;

import hubbub.wire.CloseReason;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Checks the close frames of clients (RFC 6455 §5.5.1, §7.4). Netty's decoder lets some bad ones
/// through: codes from 5000 on, and a reason whose last character is cut off.
final class CloseCodes {
  private static final int NO_CODE = -1;
  private static final int CODE_BYTES = 2;

  private CloseCodes() {}

  /// How to answer a client's close frame.
  static CloseReason answerTo(CloseWebSocketFrame close) {
    int code = close.statusCode();
    if (code != NO_CODE && !isLegal(code)) {
      return CloseReason.PROTOCOL;
    }
    return code == NO_CODE || isUtf8(close.content()) ? CloseReason.ANSWER : CloseReason.BAD_TEXT;
  }

  /// Whether a client may send `code`: it is registered, or left to libraries and applications.
  private static boolean isLegal(int code) {
    boolean isRegistered = (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014);
    return isRegistered || (code >= 3000 && code <= 4999);
  }

  private static boolean isUtf8(ByteBuf body) {
    ByteBuf reason = body.slice(CODE_BYTES, body.readableBytes() - CODE_BYTES);
    try {
      var _ = StandardCharsets.UTF_8.newDecoder().decode(reason.nioBuffer());
      return true;
    } catch (CharacterCodingException _) {
      return false;
    }
  }
}
