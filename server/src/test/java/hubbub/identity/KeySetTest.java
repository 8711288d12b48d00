package hubbub.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The keys that a JWKS has for us.
class KeySetTest {
  private static KeySet set(String... keys) throws ParseException {
    return KeySet.parse("{\"keys\":[" + String.join(",", keys) + "]}");
  }

  private static String rsa(String more) {
    String key = Site.keySet("1", 0);
    return key.substring(key.indexOf('[') + 1, key.lastIndexOf('}') - 2) + more + "}";
  }

  @Test
  void leaves_out_what_no_token_may_be_signed_with() throws ParseException {
    assertEquals(1, set(rsa("")).keys().size());
    assertEquals(0, set(rsa(",\"use\":\"enc\"")).keys().size());
    assertEquals(0, set(rsa(",\"alg\":\"RSA-OAEP\"")).keys().size());
    String secret = "{\"kty\":\"oct\",\"kid\":\"1\",\"k\":\"" + "A".repeat(43) + "\"}";
    assertEquals(0, set(secret, "7", "{}", "{\"kty\":\"RSA\"}").keys().size());
  }

  @Test
  void has_ed25519_keys_too() throws ParseException {
    byte[] encoded = Site.ED.getPublic().getEncoded();
    String x =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(Arrays.copyOfRange(encoded, 12, encoded.length));
    String key = "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"e\",\"x\":\"" + x + "\"}";
    assertEquals(Site.ED.getPublic(), set(key).named(Optional.of("e")).getFirst());
    assertTrue(set(key.replace(x, "AAAA")).keys().isEmpty());
  }
}
