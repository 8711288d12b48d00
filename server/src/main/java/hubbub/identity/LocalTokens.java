package hubbub.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import hubbub.topic.Rank;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tokens that the server signs itself, with a key derived from its secret: for a first try, and
/// for scripts on its machine.
public final class LocalTokens {
  /// The name of this issuer, which no settings may have.
  public static final String NAME = "local";

  /// The `iss` and the `aud` of these tokens.
  public static final String ISSUER = "hubbub";

  private LocalTokens() {}

  /// Whom a token is for: the subject, the nick, and the rank in some topics.
  public record Request(
      String subject, Optional<String> name, Rank rank, TopicPattern topics, Duration life) {}

  /// The issuer of these tokens.
  public static TokenIssuer issuer(ServerKeys keys) {
    return SignedHere.issuer(NAME, ISSUER, keys.of(KeyPurpose.LOCAL_TOKENS));
  }

  /// A token for `request`, signed at `now`.
  public static String sign(ServerKeys keys, Request request, Instant now) {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(List.of(ISSUER))
            .subject(request.subject())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(request.life())))
            .claim(
                TokenIssuer.ClaimNames.DEFAULT.ranks(),
                Map.of(request.topics().text(), request.rank().word()));
    request.name().ifPresent(name -> claims.claim(TokenIssuer.ClaimNames.DEFAULT.name(), name));
    return SignedHere.sign(claims.build(), keys.of(KeyPurpose.LOCAL_TOKENS));
  }
}
