package hubbub.identity;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads a public key in PEM: `-----BEGIN PUBLIC KEY-----` (RFC 7468 §13).
public final class PublicKeyPem {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");

  private PublicKeyPem() {}

  /// The key in `pem`; empty if there is none, or none that tokens can be signed with.
  public static Optional<Key> read(String pem) {
    Matcher found = PEM.matcher(pem);
    if (!found.find()) {
      return Optional.empty();
    }
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(found.group(1));
      return Stream.of("RSA", "EC", "Ed25519")
          .flatMap(kind -> read(kind, encoded).stream())
          .filter(key -> TokenAlgorithm.fitting(key).isPresent())
          .findFirst();
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // not base64 after all
    }
  }

  private static Optional<Key> read(String kind, byte[] encoded) {
    try {
      return Optional.of(
          KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(encoded)));
    } catch (GeneralSecurityException _) {
      return Optional.empty(); // a key of another kind
    }
  }
}
