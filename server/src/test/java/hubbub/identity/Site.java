package hubbub.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// An embedding site that signs tokens for its users.
public final class Site {
  public static final String ISSUER = "https://example.org";
  public static final String AUDIENCE = "chat";
  public static final String SECRET = "the site's secret, of 32 bytes or more";

  public static final KeyPair RSA = pair("RSA");
  public static final KeyPair EC = pair("EC");
  public static final KeyPair ED = pair("Ed25519");

  private Site() {}

  private static KeyPair pair(String kind) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
      if (kind.equals("EC")) {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /// The settings of a server that accepts tokens signed with [#SECRET].
  public static Map<String, String> settings() {
    return Map.of(
        "hubbub.tokens.site.issuer", ISSUER,
        "hubbub.tokens.site.audience", AUDIENCE,
        "hubbub.tokens.site.secret", SECRET);
  }

  public static String pem(PublicKey key) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(key.getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  /// The claims of Ann's token, good from `now` for an hour.
  public static JWTClaimsSet.Builder claims(Instant now) {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience(AUDIENCE)
        .subject("ann")
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(3600)));
  }

  /// A token of Ann's, with these changes.
  public static String token(Consumer<JWTClaimsSet.Builder> changes) {
    JWTClaimsSet.Builder claims = claims(Instant.now());
    changes.accept(claims);
    return hs256(claims.build());
  }

  /// A token for `subject` that ends in `seconds`, with these ranks.
  public static String token(String subject, long seconds, Map<String, String> ranks) {
    return token(claims ->
        claims
            .subject(subject)
            .expirationTime(Date.from(Instant.now().plusSeconds(seconds)))
            .claim("name", subject)
            .claim("hubbub.ranks", ranks));
  }

  public static String hs256(JWTClaimsSet claims) {
    return hs256(claims, SECRET.getBytes(StandardCharsets.UTF_8));
  }

  public static String hs256(JWTClaimsSet claims, byte[] secret) {
    return signed(
        new JWSHeader.Builder(JWSAlgorithm.HS256).build(), claims, () -> new MACSigner(secret));
  }

  public static String rs256(JWTClaimsSet claims, JWSHeader header) {
    return signed(header, claims, () -> new RSASSASigner(RSA.getPrivate()));
  }

  public static String rs256(JWTClaimsSet claims) {
    return rs256(claims, new JWSHeader.Builder(JWSAlgorithm.RS256).build());
  }

  /// Signed with the RSA key, which is called `keyId`.
  public static String rs256(JWTClaimsSet claims, String keyId) {
    return rs256(
        claims,
        new JWSHeader.Builder(JWSAlgorithm.RS256).type(JOSEObjectType.JWT).keyID(keyId).build());
  }

  public static String es256(JWTClaimsSet claims) {
    return signed(
        new JWSHeader.Builder(JWSAlgorithm.ES256).build(),
        claims,
        () -> new ECDSASigner((ECPrivateKey) EC.getPrivate()));
  }

  public static String edDsa(JWTClaimsSet claims) {
    String body =
        Base64URL.encode("{\"alg\":\"EdDSA\"}") + "." + Base64URL.encode(claims.toString());
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(ED.getPrivate());
      signature.update(body.getBytes(StandardCharsets.US_ASCII));
      return body + "." + Base64URL.encode(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @FunctionalInterface
  private interface Signer {
    JWSSigner make() throws JOSEException;
  }

  private static String signed(JWSHeader header, JWTClaimsSet claims, Signer signer) {
    try {
      SignedJWT token = new SignedJWT(header, claims);
      token.sign(signer.make());
      return token.serialize();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  /// A JWKS with the RSA key under `keyId`, and `more` keys that nobody has.
  public static String keySet(String keyId, int more) {
    String key =
        new RSAKey.Builder((RSAPublicKey) RSA.getPublic()).keyID(keyId).build().toJSONString();
    List<String> all = new ArrayList<>(List.of(key));
    for (int i = 0; i < more; i++) {
      all.add(key.replace("\"kid\":\"" + keyId, "\"kid\":\"other-" + i));
    }
    return "{\"keys\":[" + String.join(",", all) + "]}";
  }
}
