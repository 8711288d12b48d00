package hubbub.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import hubbub.topic.Rank;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

/// Access tokens of accounts, which the server signs for those who sign in. The subject is the
/// account's id, and the `jti` is the family of its session. That of an admin claims the rank, so
/// whoever is no longer one loses all sessions.
public final class AccountTokens {
  /// The name of this issuer, which no settings may have.
  public static final String NAME = "accounts";

  /// The `iss` and the `aud` of these tokens.
  public static final String ISSUER = "hubbub:accounts";

  /// How long each of them lasts.
  public static final Duration LIFE = Duration.ofMinutes(15);

  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

  private AccountTokens() {}

  /// By then, all access tokens have ended that there are at `now`. Both are milliseconds since
  /// 1970 UTC.
  public static long allOverAt(long now) {
    return now + LIFE.plus(CLOCKS_DIFFER).toMillis();
  }

  /// The issuer of these tokens.
  public static TokenIssuer issuer(ServerKeys keys) {
    return SignedHere.issuer(NAME, ISSUER, keys.of(KeyPurpose.ACCOUNT_TOKENS))
        .withBound(new TokenRanks.Bound(Rank.ADMIN, List.of(TopicPattern.ALL)));
  }

  /// A token for `account`, signed at `now`.
  static String sign(ServerKeys keys, Account account, String family, Instant now) {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(List.of(ISSUER))
            .subject(account.id().value())
            .jwtID(family)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFE)))
            .claim(TokenIssuer.ClaimNames.DEFAULT.name(), account.name());
    if (account.isAdmin()) {
      claims.claim(
          TokenIssuer.ClaimNames.DEFAULT.ranks(),
          Map.of(TopicPattern.ALL.text(), Rank.ADMIN.word()));
    }
    return SignedHere.sign(claims.build(), keys.of(KeyPurpose.ACCOUNT_TOKENS));
  }
}
