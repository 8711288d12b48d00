package hubbub.identity;

import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The server's keys, one per purpose, all derived from its secret by HKDF with SHA-256 (RFC 5869).
/// Any thread.
public final class ServerKeys {
  private static final String KDF_NAME = "HKDF-SHA256";

  /// The JDK's own. Without its name, the JDK would load every provider on the class path to see
  /// whether it has HKDF too.
  private static final String PROVIDER = "SunJCE";

  private static final String HMAC = "HmacSHA256";
  private static final int BYTES = 32;

  private final byte[] secret;

  /// The keys that follow from `secret`, of 32 bytes at least.
  public ServerKeys(byte[] secret) {
    this.secret = secret.clone();
  }

  /// The key for `purpose`, 32 bytes for HMAC with SHA-256; always the same.
  public SecretKey of(KeyPurpose purpose) {
    try {
      return KDF.getInstance(KDF_NAME, PROVIDER)
          .deriveKey(
              HMAC,
              HKDFParameterSpec.ofExtract()
                  .addIKM(new SecretKeySpec(secret, HMAC))
                  .thenExpand(purpose.info(), BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK 25 has " + KDF_NAME, e);
    }
  }
}
