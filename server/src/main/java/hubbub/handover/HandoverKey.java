package hubbub.handover;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The key that hand-over files are sealed with, derived from the server's secret.
final class HandoverKey {
  /// The length of a seal.
  static final int SEAL_BYTES = 32;

  private static final int CHECK_BYTES = 8;
  private static final String HMAC = "HmacSHA256";

  private final SecretKeySpec key;

  HandoverKey(byte[] secret) {
    key = new SecretKeySpec(digest(new SecretKeySpec(secret, HMAC), "hubbub hand-over"), HMAC);
  }

  /// Says by which secret a file was sealed, and nothing about the secret.
  byte[] check() {
    return Arrays.copyOf(digest(key, "check"), CHECK_BYTES);
  }

  /// Computes the seal of what it is updated with.
  Mac seal() {
    return mac(key);
  }

  private static byte[] digest(SecretKeySpec key, String text) {
    return mac(key).doFinal(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static Mac mac(SecretKeySpec key) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }
}
