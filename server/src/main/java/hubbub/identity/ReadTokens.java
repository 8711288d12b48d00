package hubbub.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import hubbub.topic.TopicName;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.function.Predicate;
import javax.crypto.SecretKey;

/// Tokens that let a page read one topic without being in it, for an hour at most, and for as long
/// as the API key is good that they were made with. They stand in URLs, where a key must not: they
/// let nobody join, speak, or read another topic. Any thread.
public final class ReadTokens {
  /// The longest that one is good for.
  public static final Duration LONGEST = Duration.ofHours(1);

  private static final String ISSUER = "hubbub:read";
  private static final String MADE_WITH = "key";

  private final SecretKey key;
  private final Predicate<String> apiKeys;
  private final InstantSource clock;

  /// What came of verifying a token.
  public sealed interface Verdict {}

  /// It is good for `topic` until `endsAt`, milliseconds since 1970 UTC, as long as the API key
  /// with the id `madeWith` is.
  public record Good(TopicName topic, long endsAt, String madeWith) implements Verdict {}

  /// It was good, but no longer is.
  public record Ended() implements Verdict {}

  /// This server has not signed it.
  public record Forged() implements Verdict {}

  /// Tokens signed with the key that follows from the server's secret. `apiKeys` says whether there
  /// is an API key with that id now.
  public ReadTokens(ServerKeys keys, Predicate<String> apiKeys, InstantSource clock) {
    this.key = keys.of(KeyPurpose.READ_TOKENS);
    this.apiKeys = apiKeys;
    this.clock = clock;
  }

  /// A token, and when it ends, in milliseconds since 1970 UTC.
  public record Signed(String text, long endsAt) {}

  /// A token for `topic`, made with the API key of that id, that is good for `life`, but for
  /// [#LONGEST] at most.
  public Signed sign(TopicName topic, String madeWith, Duration life) {
    Instant end = clock.instant().plus(life.compareTo(LONGEST) > 0 ? LONGEST : life);
    // a JWT counts in seconds
    Instant rounded = Instant.ofEpochSecond(end.getEpochSecond());
    String text =
        SignedHere.sign(
            new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(topic.value())
                .claim(MADE_WITH, madeWith)
                .expirationTime(Date.from(rounded))
                .build(),
            key);
    return new Signed(text, rounded.toEpochMilli());
  }

  /// Verifies `token`.
  public Verdict verify(String token) {
    if (token.length() > Tokens.MOST_CHARACTERS) {
      return new Forged();
    }
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      return isSignedHere(jwt) ? read(jwt.getJWTClaimsSet()) : new Forged();
    } catch (ParseException | JOSEException | IllegalArgumentException _) {
      return new Forged();
    }
  }

  private boolean isSignedHere(SignedJWT jwt) throws JOSEException {
    return TokenAlgorithm.of(jwt.getHeader().getAlgorithm().getName())
            .filter(TokenAlgorithm.HS256::equals)
            .isPresent()
        && TokenAlgorithm.HS256.verifies(jwt, key);
  }

  /// Whether a token that was good still is.
  public boolean isGood(Good token) {
    return token.endsAt() > clock.millis() && apiKeys.test(token.madeWith());
  }

  private Verdict read(JWTClaimsSet claims) throws ParseException {
    Optional<TopicName> topic = Optional.ofNullable(claims.getSubject()).flatMap(TopicName::parse);
    Date end = claims.getExpirationTime();
    String madeWith = claims.getStringClaim(MADE_WITH);
    if (!ISSUER.equals(claims.getIssuer()) || topic.isEmpty() || end == null || madeWith == null) {
      return new Forged();
    }
    Good token = new Good(topic.get(), end.toInstant().toEpochMilli(), madeWith);
    return isGood(token) ? token : new Ended();
  }
}
