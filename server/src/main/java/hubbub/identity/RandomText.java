package hubbub.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// Texts that nobody can guess, and the hashes that the store has of them. Pure functions, but for
/// chance.
final class RandomText {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private RandomText() {}

  /// A text of `bytes` random bytes: letters, digits, `-` and `_`.
  static String of(SecureRandom random, int bytes) {
    byte[] bits = new byte[bytes];
    random.nextBytes(bits);
    return BASE64.encodeToString(bits);
  }

  /// HMAC-SHA-256 of `text`, 43 characters, which nobody can compute without `key`.
  static String keyed(SecretKey key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return BASE64.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  /// SHA-256 of `text`, 43 characters. Good enough for random texts; passwords need [Passwords].
  static String hash(String text) {
    try {
      return BASE64.encodeToString(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
