package hubbub.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.util.Set;
import javax.crypto.SecretKey;

/// What tokens that the server signs itself have in common. Pure functions.
final class SignedHere {
  private SignedHere() {}

  /// The issuer `name` of tokens signed with `key`, whose `iss` and `aud` are `issuer`.
  static TokenIssuer issuer(String name, String issuer, SecretKey key) {
    return new TokenIssuer(
        name,
        issuer,
        issuer,
        new VerificationKeys.Fixed(key),
        Set.of(TokenAlgorithm.HS256),
        TokenIssuer.ClaimNames.DEFAULT,
        TokenRanks.Bound.NONE);
  }

  /// A token with these claims.
  static String sign(JWTClaimsSet claims, SecretKey key) {
    SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    try {
      token.sign(new MACSigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
