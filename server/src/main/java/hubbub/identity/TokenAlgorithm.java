package hubbub.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jwt.SignedJWT;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.NamedParameterSpec;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.SecretKey;

/// How a token may be signed (RFC 7518 §3, RFC 8037). Each key fits exactly one algorithm, or none,
/// so the algorithm that a token names cannot turn a public key into a secret.
public enum TokenAlgorithm {
  HS256("HS256"),
  RS256("RS256"),
  ES256("ES256"),
  EDDSA("EdDSA");

  private static final int LEAST_SECRET_BYTES = 32;
  private static final int LEAST_RSA_BITS = 2048;

  private final String word;

  TokenAlgorithm(String word) {
    this.word = word;
  }

  /// Its name in a token's header.
  public String word() {
    return word;
  }

  /// The algorithm with that name; empty if it is none of these.
  public static Optional<TokenAlgorithm> of(String word) {
    return Stream.of(values()).filter(its -> its.word.equals(word)).findFirst();
  }

  /// The algorithm that `key` is for; empty if it is for none of these, or too short.
  public static Optional<TokenAlgorithm> fitting(Key key) {
    return switch (key) {
      case SecretKey secret when secret.getEncoded().length >= LEAST_SECRET_BYTES ->
          Optional.of(HS256);
      case RSAPublicKey rsa when rsa.getModulus().bitLength() >= LEAST_RSA_BITS ->
          Optional.of(RS256);
      case ECPublicKey ec when Curve.P_256.equals(Curve.forECParameterSpec(ec.getParams())) ->
          Optional.of(ES256);
      case EdECPublicKey ed
          when ed.getParams().getName().equals(NamedParameterSpec.ED25519.getName()) ->
          Optional.of(EDDSA);
      default -> Optional.empty();
    };
  }

  /// Whether `key`, which must be for this algorithm, has signed `token`.
  boolean verifies(SignedJWT token, Key key) throws JOSEException {
    return switch (this) {
      case HS256 -> token.verify(new MACVerifier((SecretKey) key));
      case RS256 -> token.verify(new RSASSAVerifier((RSAPublicKey) key));
      case ES256 -> token.verify(new ECDSAVerifier((ECPublicKey) key));
      case EDDSA -> verifiesByJdk(token, (EdECPublicKey) key);
    };
  }

  /// The library needs another one for Ed25519; the JDK does not.
  private static boolean verifiesByJdk(SignedJWT token, EdECPublicKey key) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(key);
      signature.update(token.getSigningInput());
      return signature.verify(token.getSignature().decode());
    } catch (SignatureException _) {
      return false; // not even of the right length
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }
}
