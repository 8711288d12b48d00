package hubbub.identity;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Revoked tokens, in memory: gone after a restart, except those that [Sessions] restores. Bounded:
/// a revocation for which there is no room is refused, never one forgotten for another. Any thread;
/// one lock.
public final class RevocationList implements Revocations {
  private static final int MOST = 10_000;

  private volatile Consumer<Revocation> listener = _ -> {};

  /// A revocation: of the token with the id `name`, which ends at `atMillis`, or of all tokens of
  /// the subject `name`, or of the issuer, that were issued before it.
  public record Revocation(Kind kind, String issuer, String name, long atMillis) {
    /// What is revoked.
    public enum Kind {
      TOKEN,
      SUBJECT,
      ISSUER
    }
  }

  private record Subject(String issuer, String subject) {}

  private record Id(String issuer, String id) {}

  private final InstantSource clock;
  private final Map<Id, Long> endByToken = new HashMap<>();
  private final Map<Subject, Long> beforeBySubject = new HashMap<>();
  private final Map<String, Long> beforeByIssuer = new HashMap<>();

  public RevocationList(InstantSource clock) {
    this.clock = clock;
  }

  /// Has `listener` told of what is revoked here from now on, but not of what is [taken
  /// over][#take].
  public void onRevoked(Consumer<Revocation> listener) {
    this.listener = listener;
  }

  /// Revokes the token with that `jti`, which ends at `end`.
  ///
  /// @return whether there was room for it
  public boolean revoke(String issuer, String id, Instant end) {
    return revoke(new Revocation(Revocation.Kind.TOKEN, issuer, id, end.toEpochMilli()));
  }

  /// Revokes all tokens of a subject that were issued before `time`, and those that do not say when
  /// they were.
  ///
  /// @return whether there was room for it
  public boolean revokeIssuedBefore(String issuer, String subject, Instant time) {
    return revoke(new Revocation(Revocation.Kind.SUBJECT, issuer, subject, time.toEpochMilli()));
  }

  /// Revokes all tokens of an issuer that were issued before `time`, and those that do not say when
  /// they were.
  ///
  /// @return whether there was room for it
  public boolean revokeIssuedBefore(String issuer, Instant time) {
    return revoke(new Revocation(Revocation.Kind.ISSUER, issuer, "", time.toEpochMilli()));
  }

  private boolean revoke(Revocation revocation) {
    boolean hadRoom = take(revocation);
    listener.accept(revocation);
    return hadRoom;
  }

  /// Takes over what was revoked elsewhere.
  ///
  /// @return whether there was room for it
  public synchronized boolean take(Revocation its) {
    return switch (its.kind()) {
      case TOKEN -> {
        if (endByToken.size() >= MOST) {
          dropEnded();
        }
        yield put(endByToken, new Id(its.issuer(), its.name()), its.atMillis());
      }
      case SUBJECT -> put(beforeBySubject, new Subject(its.issuer(), its.name()), its.atMillis());
      case ISSUER -> put(beforeByIssuer, its.issuer(), its.atMillis());
    };
  }

  /// All that count.
  public synchronized List<Revocation> all() {
    dropEnded();
    List<Revocation> all = new ArrayList<>();
    endByToken.forEach(
        (id, end) -> all.add(new Revocation(Revocation.Kind.TOKEN, id.issuer(), id.id(), end)));
    beforeBySubject.forEach((subject, time) ->
        all.add(
            new Revocation(Revocation.Kind.SUBJECT, subject.issuer(), subject.subject(), time)));
    beforeByIssuer.forEach(
        (issuer, time) -> all.add(new Revocation(Revocation.Kind.ISSUER, issuer, "", time)));
    return all;
  }

  private void dropEnded() {
    long now = clock.millis();
    endByToken.values().removeIf(its -> its <= now);
  }

  private static <K> boolean put(Map<K, Long> all, K key, long time) {
    if (all.size() >= MOST && !all.containsKey(key)) {
      return false;
    }
    all.merge(key, time, Math::max);
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
