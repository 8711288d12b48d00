package hubbub.topic;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// Digests of a topic's password, as text.
///
/// The quick one, for memory, is SHA-256. The slow one, for what is written down, is PBKDF2 (RFC
/// 8018) with a salt, made from the quick one because the password itself is never kept:
/// `pbkdf2:<rounds>:<salt>:<hash>`, in hex.
final class PasswordDigest {
  private static final String SLOW = "pbkdf2";
  private static final int HASH_BITS = 256;
  private static final HexFormat HEX = HexFormat.of();

  private PasswordDigest() {}

  static String quick(String password) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HEX.formatHex(sha.digest(password.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// The slow digest of what `digest` is a quick one of; a slow one stays as it is.
  static String slow(String digest, byte[] salt, int rounds) {
    return isSlow(digest)
        ? digest
        : String.join(
            ":", SLOW, String.valueOf(rounds), HEX.formatHex(salt), hash(digest, salt, rounds));
  }

  static boolean isSlow(String digest) {
    return digest.startsWith(SLOW);
  }

  /// Whether `password` is the one.
  static boolean opens(String digest, String password) {
    String tried = quick(password);
    if (!isSlow(digest)) {
      return isSame(digest, tried);
    }
    String[] parts = digest.split(":", -1);
    return isSame(parts[3], hash(tried, HEX.parseHex(parts[2]), Integer.parseInt(parts[1])));
  }

  private static boolean isSame(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }

  private static String hash(String quick, byte[] salt, int rounds) {
    try {
      PBEKeySpec asked = new PBEKeySpec(quick.toCharArray(), salt, rounds, HASH_BITS);
      return HEX.formatHex(
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(asked).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has PBKDF2", e);
    }
  }
}
