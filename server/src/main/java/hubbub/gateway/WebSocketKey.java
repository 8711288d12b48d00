package hubbub.gateway;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Checks `Sec-WebSocket-Key` and computes `Sec-WebSocket-WebSocketKey` (RFC 6455 §4.2.2). Any
/// thread.
final class WebSocketKey {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int KEY_CHARACTERS = 24;

  private WebSocketKey() {}

  /// Whether `key` is valid: 16 bytes in base64.
  static boolean isKey(@Nullable String key) {
    if (key == null || key.strip().length() != KEY_CHARACTERS) {
      return false;
    }
    try {
      return Base64.getDecoder().decode(key.strip()).length == 16;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  static String of(String key) {
    try {
      byte[] text = (key.strip() + GUID).getBytes(StandardCharsets.US_ASCII);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-1", e);
    }
  }
}
