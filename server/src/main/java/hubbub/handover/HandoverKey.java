package hubbub.handover;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// The key that hand-over files are sealed with.
final class HandoverKey {
  /// The length of a seal.
  static final int SEAL_BYTES = 32;

  private static final int CHECK_BYTES = 8;
  private static final String HMAC = "HmacSHA256";

  private final SecretKey key;

  HandoverKey(SecretKey key) {
    this.key = key;
  }

  /// Says by which secret a file was sealed, and nothing about the secret.
  byte[] check() {
    return Arrays.copyOf(seal().doFinal("check".getBytes(StandardCharsets.US_ASCII)), CHECK_BYTES);
  }

  /// Computes the seal of what it is updated with.
  Mac seal() {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }
}
