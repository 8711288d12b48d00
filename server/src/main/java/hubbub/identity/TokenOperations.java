package hubbub.identity;

import hubbub.identity.RevocationList.Revocation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// What operators do to tokens of sites' users, and to those of `./hubbub token`. Any thread that
/// may wait; calls block for the store.
public final class TokenOperations {
  private final Tokens tokens;
  private final RevocationList revocations;
  private final InstantSource clock;

  public TokenOperations(Tokens tokens, RevocationList revocations, InstantSource clock) {
    this.tokens = tokens;
    this.revocations = revocations;
    this.clock = clock;
  }

  /// Tokens of an issuer, by its name in the settings: the one with the id `jti`, or those that
  /// `subject` has now, or all that it has issued until now.
  public record Which(String issuer, Optional<String> subject, Optional<String> jti) {}

  /// Whether tokens of that issuer can be revoked here. Those of accounts end with their sessions.
  public boolean knows(String issuer) {
    return tokens.knows(issuer) && !issuer.equals(AccountTokens.NAME);
  }

  /// Revokes tokens, at once and on all nodes, for `life`, by which they must have ended. `by` is
  /// who does it; the audit log says so.
  ///
  /// @return whether there was room for it
  /// @throws UnavailableNow if the store could not keep it, so that it counts until the server
  ///   stops
  public boolean revoke(String by, Which which, Duration life) {
    OperatorAct act = new OperatorAct(by, "revoke-token", about(which));
    return StoreAnswers.await(revocations.revoke(revocation(which, life), act));
  }

  private Revocation revocation(Which which, Duration life) {
    String issuer = which.issuer();
    return which
        .jti()
        .map(id -> Revocation.ofToken(issuer, id, clock.instant().plus(life)))
        .or(() ->
            which
                .subject()
                .map(subject -> Revocation.ofSubject(issuer, subject, clock.instant(), life)))
        .orElseGet(() -> Revocation.ofIssuer(issuer, clock.instant(), life));
  }

  /// The audit log has a user's id, as always, and not what the site calls them.
  private String about(Which which) {
    return which
        .subject()
        .flatMap(subject -> tokens.idOf(which.issuer() + ":" + subject))
        .map(Object::toString)
        .orElse(which.issuer());
  }
}
