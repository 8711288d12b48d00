package hubbub.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import hubbub.topic.MemberId;
import java.security.Key;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/// Verifies tokens: JSON Web Tokens (RFC 7519, RFC 8725) that an issuer has signed. Any thread;
/// never blocks.
///
/// `iss` chooses the issuer, and the issuer alone the keys and algorithms. What a token's header
/// says about keys (`jku`, `jwk`, `x5u`, `x5c`) means nothing, and one with a `crit` is forged.
public final class Tokens {
  /// The most characters of a token.
  static final int MOST_CHARACTERS = 8 * 1024;

  private static final long LEEWAY_MILLIS = 60_000;
  private static final int ID_CHARACTERS = 22;

  private final Map<String, TokenIssuer> issuers;
  private final SecretKey idKey;
  private final Revocations revocations;
  private final InstantSource clock;

  /// What came of verifying a token.
  public sealed interface Verdict {}

  /// An issuer has signed it, and for this server. It may be over: see [#isOver].
  public record Genuine(Identity.SiteUser user) implements Verdict {}

  /// It is not to be believed. `why` is for the log; nothing in it comes from the token.
  public record Forged(String why) implements Verdict {}

  /// Nobody can say yet: its issuer's keys have to be fetched.
  public record Undecided() implements Verdict {}

  /// Accepts tokens of these issuers, no two of which have the same `iss`. `idKey` turns a site's
  /// names of its users into ids.
  public Tokens(
      List<TokenIssuer> issuers, SecretKey idKey, Revocations revocations, InstantSource clock) {
    this.issuers =
        issuers.stream()
            .collect(Collectors.toUnmodifiableMap(TokenIssuer::issuer, Function.identity()));
    this.idKey = idKey;
    this.revocations = revocations;
    this.clock = clock;
  }

  /// Verifies `token`.
  public Verdict verify(String token) {
    if (token.length() > MOST_CHARACTERS) {
      return new Forged("it has more than 8 KiB");
    }
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      String issuer = jwt.getJWTClaimsSet().getIssuer();
      return issuer != null && issuers.containsKey(issuer)
          ? verify(jwt, issuers.get(issuer))
          : new Forged("its iss is that of no issuer in the settings hubbub.tokens");
    } catch (ParseException | JOSEException | IllegalArgumentException _) {
      return new Forged("it is malformed");
    }
  }

  private Verdict verify(SignedJWT jwt, TokenIssuer issuer) throws ParseException, JOSEException {
    JWSHeader header = jwt.getHeader();
    Optional<TokenAlgorithm> algorithm = TokenAlgorithm.of(header.getAlgorithm().getName());
    if (algorithm.filter(issuer.algorithms()::contains).isEmpty() || isUnusual(header)) {
      return forged(issuer, "is signed in a way that is not accepted from it");
    }
    Optional<List<Key>> keys = issuer.keys().named(Optional.ofNullable(header.getKeyID()));
    if (keys.isEmpty()) {
      return new Undecided();
    }
    for (Key key : keys.get()) {
      if (TokenAlgorithm.fitting(key).equals(algorithm) && algorithm.get().verifies(jwt, key)) {
        return genuine(jwt.getJWTClaimsSet(), issuer);
      }
    }
    return forged(issuer, "is signed with no key of it");
  }

  private static boolean isUnusual(JWSHeader header) {
    return header.getCriticalParams() != null || !header.isBase64URLEncodePayload();
  }

  private Verdict genuine(JWTClaimsSet claims, TokenIssuer issuer) {
    if (!claims.getAudience().contains(issuer.audience())) {
      return forged(issuer, "is for another audience");
    }
    if (isInFuture(claims.getNotBeforeTime()) || isInFuture(claims.getIssueTime())) {
      return forged(issuer, "is not valid yet, by this machine's clock");
    }
    try {
      return new Genuine(TokenReader.read(claims, issuer, subject -> idOf(issuer, subject)));
    } catch (ParseException _) {
      return forged(issuer, "has no exp, or does not say who it is for");
    }
  }

  private boolean isInFuture(@Nullable Date time) {
    return time != null && time.toInstant().toEpochMilli() > clock.millis() + LEEWAY_MILLIS;
  }

  private static Verdict forged(TokenIssuer issuer, String what) {
    return new Forged("one of hubbub.tokens." + issuer.name() + " " + what);
  }

  /// Whether a connection as `identity` must end: its token has ended, or was revoked.
  public boolean isOver(Identity identity) {
    return switch (identity) {
      case Identity.Guest _ -> false;
      case Identity.SiteUser user ->
          user.endsAt() <= clock.millis() || revocations.isRevoked(user.token());
    };
  }

  /// Whether there is an issuer of that name in the settings, or of the server's own.
  boolean knows(String issuer) {
    return issuers.values().stream().anyMatch(its -> its.name().equals(issuer));
  }

  /// The id of the user whom a site calls `account`, `issuer:sub` by the issuer's name in the
  /// settings, whether that user ever came or not; empty if there is no such issuer.
  public Optional<MemberId> idOf(String account) {
    int colon = account.indexOf(':');
    return colon < 0
        ? Optional.empty()
        : issuers.values().stream()
            .filter(issuer -> issuer.name().equals(account.substring(0, colon)))
            .filter(issuer -> !issuer.name().equals(AccountTokens.NAME))
            .findFirst()
            .map(issuer -> idOf(issuer, account.substring(colon + 1)));
  }

  /// A user's id: that of its account here, or else `t` and 132 bits that only this server can
  /// compute, so that nobody can tell from it who that is at the site.
  private MemberId idOf(TokenIssuer issuer, String subject) {
    if (issuer.name().equals(AccountTokens.NAME)) {
      return new MemberId(subject);
    }
    String text = RandomText.keyed(idKey, issuer.name() + "\0" + subject);
    return new MemberId("t" + text.substring(0, ID_CHARACTERS));
  }
}
