package hubbub.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import hubbub.topic.AddressPrefix;
import hubbub.topic.TopicName;
import hubbub.topic.port.AddressTags;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// Tags of addresses: the first 16 bytes of HMAC-SHA-256(key, topic ‖ 0 ‖ block), in base64url. Any
/// thread.
public final class KeyedAddressTags implements AddressTags {
  private static final String HMAC = "HmacSHA256";
  private static final int BYTES = 16;

  private final SecretKey key;

  /// Tags by the [KeyPurpose#ADDRESS_TAGS] key.
  public KeyedAddressTags(SecretKey key) {
    this.key = key;
  }

  @Override
  public String tag(TopicName topic, AddressPrefix prefix) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      mac.update(topic.value().getBytes(UTF_8));
      mac.update((byte) 0);
      byte[] hash = mac.doFinal(prefix.toString().getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }
}
