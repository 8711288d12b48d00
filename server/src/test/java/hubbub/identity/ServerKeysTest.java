package hubbub.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/// One secret, and a key per purpose.
class ServerKeysTest {
  private static final byte[] SECRET = "a secret of at least thirty-two b".getBytes(US_ASCII);

  @Test
  void are_the_same_after_every_start() {
    assertEquals(
        new ServerKeys(SECRET).of(KeyPurpose.GUESTS), new ServerKeys(SECRET).of(KeyPurpose.GUESTS));
  }

  @Test
  void differ_by_purpose_and_from_the_secret() {
    Set<List<Byte>> all = new HashSet<>();
    all.add(bytes(SECRET));
    Stream.of(KeyPurpose.values())
        .forEach(purpose -> all.add(bytes(new ServerKeys(SECRET).of(purpose).getEncoded())));
    assertEquals(KeyPurpose.values().length + 1, all.size());
  }

  @Test
  void differ_by_secret() {
    assertNotEquals(
        new ServerKeys(SECRET).of(KeyPurpose.GUESTS),
        new ServerKeys(new byte[32]).of(KeyPurpose.GUESTS));
  }

  /// The two steps of RFC 5869, without a salt: what must stay the same from release to release.
  @Test
  void follow_from_the_secret_by_hkdf() throws GeneralSecurityException {
    byte[] extracted = hmac(new byte[32], SECRET);
    ByteArrayOutputStream expanding = new ByteArrayOutputStream();
    expanding.writeBytes("hubbub guests' keys".getBytes(US_ASCII));
    expanding.write(1);
    SecretKey key = new ServerKeys(SECRET).of(KeyPurpose.GUESTS);
    assertArrayEquals(hmac(extracted, expanding.toByteArray()), key.getEncoded());
  }

  private static byte[] hmac(byte[] key, byte[] text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text);
  }

  private static List<Byte> bytes(byte[] all) {
    return Stream.iterate(0, i -> i + 1).limit(all.length).map(i -> all[i]).toList();
  }
}
