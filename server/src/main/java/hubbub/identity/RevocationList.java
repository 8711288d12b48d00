package hubbub.identity;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// Revoked tokens, in memory: gone after a restart, except those that [Sessions] restores. Bounded:
/// a revocation for which there is no room is refused, never one forgotten for another. Any thread;
/// one lock.
public final class RevocationList implements Revocations {
  private static final int MOST = 10_000;

  private record Subject(String issuer, String subject) {}

  private record Id(String issuer, String id) {}

  private final InstantSource clock;
  private final Map<Id, Long> endByToken = new HashMap<>();
  private final Map<Subject, Long> beforeBySubject = new HashMap<>();
  private final Map<String, Long> beforeByIssuer = new HashMap<>();

  public RevocationList(InstantSource clock) {
    this.clock = clock;
  }

  /// Revokes the token with that `jti`, which ends at `end`.
  ///
  /// @return whether there was room for it
  public synchronized boolean revoke(String issuer, String id, Instant end) {
    if (endByToken.size() >= MOST) {
      long now = clock.millis();
      endByToken.values().removeIf(its -> its <= now);
    }
    return put(endByToken, new Id(issuer, id), end);
  }

  /// Revokes all tokens of a subject that were issued before `time`, and those that do not say when
  /// they were.
  ///
  /// @return whether there was room for it
  public synchronized boolean revokeIssuedBefore(String issuer, String subject, Instant time) {
    return put(beforeBySubject, new Subject(issuer, subject), time);
  }

  /// Revokes all tokens of an issuer that were issued before `time`, and those that do not say when
  /// they were.
  ///
  /// @return whether there was room for it
  public synchronized boolean revokeIssuedBefore(String issuer, Instant time) {
    return put(beforeByIssuer, issuer, time);
  }

  private static <K> boolean put(Map<K, Long> all, K key, Instant time) {
    if (all.size() >= MOST && !all.containsKey(key)) {
      return false;
    }
    all.merge(key, time.toEpochMilli(), Math::max);
    return true;
  }

  @Override
  public synchronized boolean isRevoked(Token token) {
    Subject subject = new Subject(token.issuer(), token.subject());
    return token.id().filter(id -> endByToken.containsKey(new Id(token.issuer(), id))).isPresent()
        || token.issuedAt() < beforeByIssuer.getOrDefault(token.issuer(), Long.MIN_VALUE)
        || token.issuedAt() < beforeBySubject.getOrDefault(subject, Long.MIN_VALUE);
  }
}
