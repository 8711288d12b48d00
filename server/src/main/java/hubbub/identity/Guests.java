package hubbub.identity;

import hubbub.text.Text;
import hubbub.topic.MemberId;
import hubbub.topic.Nick;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// Creates guests, and the keys with which they return as the same guest. Any thread.
///
/// A key is `base64url(expiry in seconds, 8 bytes ‖ id ‖ HMAC-SHA-256 over both, its first 16
/// bytes)` (RFC 2104). It is valid for 24 hours, and only for being that guest again. Never logged.
public final class Guests {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String DIGEST = "SHA-256";
  private static final Duration LIFE = Duration.ofHours(24);
  private static final int MAC_BYTES = 16;
  private static final int MAX_KEY_CHARACTERS = 160;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final SecretKey secret;
  private final InstantSource clock;
  private final Predicate<MemberId> isErased;
  private final SecureRandom random = new SecureRandom();

  /// Signs with the key of `keys` for guests.
  public Guests(ServerKeys keys, InstantSource clock) {
    this(keys, clock, _ -> false);
  }

  /// The same; nobody comes back as a guest who `isErased`.
  public Guests(ServerKeys keys, InstantSource clock, Predicate<MemberId> isErased) {
    this.secret = keys.of(KeyPurpose.GUESTS);
    this.clock = clock;
    this.isErased = isErased;
  }

  /// A new guest's id: `g` and 96 random bits.
  MemberId mint() {
    byte[] bits = new byte[12];
    random.nextBytes(bits);
    return new MemberId("g" + BASE64.encodeToString(bits));
  }

  /// The identity of a connection that came with that name and key. An invalid key makes a new
  /// guest.
  public Identity.Guest identity(Optional<String> name, Optional<String> key) {
    Optional<Nick> nick = name.filter(text -> !text.isEmpty()).flatMap(Text::nick);
    boolean hasBadNick = name.filter(text -> !text.isEmpty()).isPresent() && nick.isEmpty();
    return new Identity.Guest(key.flatMap(this::of).orElseGet(this::mint), nick, hasBadNick);
  }

  /// A default nick: `guest-` and `digits` characters (at most 12) derived from the guest's id.
  public static Nick nickOf(MemberId guest, int digits) {
    byte[] hash = digest(guest.value().getBytes(StandardCharsets.UTF_8));
    String number = Long.toUnsignedString(ByteBuffer.wrap(hash).getLong() | Long.MIN_VALUE, 36);
    return Text.nick("guest-" + number.substring(number.length() - digits)).orElseThrow();
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance(DIGEST).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no " + DIGEST, e);
    }
  }

  /// A new key for `guest`, valid from now.
  public String keyOf(MemberId guest) {
    byte[] id = guest.value().getBytes(StandardCharsets.UTF_8);
    byte[] body =
        ByteBuffer.allocate(Long.BYTES + id.length)
            .putLong(clock.instant().plus(LIFE).getEpochSecond())
            .put(id)
            .array();
    return BASE64.encodeToString(
        ByteBuffer.allocate(body.length + MAC_BYTES).put(body).put(mac(body)).array());
  }

  /// The guest that `key` belongs to; empty if the key is forged, malformed or expired.
  public Optional<MemberId> of(String key) {
    if (key.length() > MAX_KEY_CHARACTERS) {
      return Optional.empty();
    }
    try {
      byte[] all = Base64.getUrlDecoder().decode(key);
      int bodyLength = all.length - MAC_BYTES;
      if (bodyLength <= Long.BYTES) {
        return Optional.empty();
      }
      byte[] body = Arrays.copyOf(all, bodyLength);
      byte[] mac = Arrays.copyOfRange(all, bodyLength, all.length);
      boolean isGenuine = MessageDigest.isEqual(mac, mac(body));
      boolean isLiving = ByteBuffer.wrap(body).getLong() > clock.instant().getEpochSecond();
      String id = new String(body, Long.BYTES, bodyLength - Long.BYTES, StandardCharsets.UTF_8);
      return isGenuine && isLiving
          ? Optional.of(new MemberId(id)).filter(isErased.negate())
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private byte[] mac(byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      return Arrays.copyOf(mac.doFinal(body), MAC_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + ALGORITHM, e);
    }
  }
}
